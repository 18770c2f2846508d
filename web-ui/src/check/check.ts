/** The pages of "Check a photo"; each part finds its own place, and does nothing where there is none. */
import { showEvidence } from "./evidence.ts";
import { readyForm } from "./form.ts";
import { followCheck } from "./progress.ts";

readyForm();
followCheck();
showEvidence();
