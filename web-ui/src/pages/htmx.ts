/** Forms and links that renew a piece of the page; how it is set stands in the pages' `htmx-config`. */
import "htmx.org";
