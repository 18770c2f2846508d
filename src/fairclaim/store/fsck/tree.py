"""The evidence log's tree, computed anew from its entries."""

from collections.abc import Collection, Iterator
from itertools import islice

from fairclaim.evidence.merkle import EMPTY_ROOT, Frontier, append, leaf_hash
from fairclaim.store.evidence_log import completed_by
from fairclaim.store.fsck.damage import damaged
from fairclaim.store.work import Work

CHUNK = 10_000


def check_tree(work: Work, *, sizes: Collection[int] = ()) -> Iterator[tuple[int, dict[int, bytes]]]:
    """Check a tenant's tree; yield how many entries are done, and the roots at some sizes as far as they are known.

    Parameters
    ----------
    sizes : collection of int
        Whose roots are wanted.

    Raises
    ------
    DamageError
        At the first entry that is missing or was changed.
    """
    frontier, roots = Frontier(), {0: EMPTY_ROOT}
    wanted = sorted(sizes)
    head = work.log.head()
    while frontier.size < head.entered:
        end = min(frontier.size + CHUNK, head.entered, *(one for one in wanted if one > frontier.size))
        rows = work.log.rows(start=frontier.size, end=end)
        grown, made = append(frontier, (leaf_hash(entry) for _, entry, _ in rows))
        nodes = iter(made)
        for expected, (place, _, stored) in enumerate(rows, frontier.size):
            if place != expected:
                raise damaged(f"log entry {expected}", "日志条目缺失", "an entry of the log is missing")
            if b"".join(node.hash for node in islice(nodes, completed_by(place))) != stored:
                raise damaged(
                    f"log entry {place}", "条目或其哈希已改变", "the entry, or a hash over it, is not what was written"
                )
        if grown.size != end:
            raise damaged(f"log entry {grown.size}", "日志条目缺失", "an entry of the log is missing")
        frontier = grown
        if frontier.size in wanted:
            roots[frontier.size] = frontier.root()
        yield frontier.size, roots
    if b"".join(frontier.peaks) != (head.peaks or b""):
        raise damaged("log head", "日志右缘与条目不符", "the log's right edge does not fit its entries")
    if head.entered != head.position:
        raise damaged("log head", "有事件没有记入日志", "there are events that were not entered")
    if work.log.beyond(head.entered):
        raise damaged(f"log entry {head.entered}", "日志末尾之后还有条目", "there are entries behind the log's end")
