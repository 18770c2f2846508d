"""The one place that knows every adapter: a desk put together from its settings."""

import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, Self, cast
from urllib.parse import urlsplit

from sqlalchemy import make_url

from fairclaim.domain.bilingual import Bilingual
from fairclaim.domain.desk.party import ClaimId, PersonId
from fairclaim.domain.errors import IntegrityError, UnavailableError
from fairclaim.evidence.bundle.manifest import Manifest, Profile
from fairclaim.evidence.signed_note import parse_note_key
from fairclaim.forensics.catalogue import CATALOGUE
from fairclaim.forensics.fusion import FORGED_AT, probability_of
from fairclaim.imaging.credential_signer import CredentialSigner
from fairclaim.imaging.sandbox import Sandbox
from fairclaim.imaging.signing_identity import read_identity
from fairclaim.runtime.authorities import HttpAuthority, read_authorities
from fairclaim.runtime.case_pictures import DrawnPictures
from fairclaim.runtime.check_book import CatalogueBook
from fairclaim.runtime.databases import prepare_jobs
from fairclaim.runtime.engine import Engine
from fairclaim.runtime.erase import Forget, erase_now
from fairclaim.runtime.examiners.measured import MeasuredExaminer
from fairclaim.runtime.examiners.pool import ExaminerPool, PoolLimits
from fairclaim.runtime.handlers import DeskHandlers, due_jobs
from fairclaim.runtime.job_client import JobClient
from fairclaim.runtime.kept_files import KeptFiles
from fairclaim.runtime.limits import RuntimeLimits
from fairclaim.runtime.log_errands import due_log
from fairclaim.runtime.nights import due_nights
from fairclaim.runtime.packing_reader import SandboxedReader
from fairclaim.runtime.photo_search import IndexedPhotos
from fairclaim.runtime.store_backlog import MoreErrands, StoreBacklog
from fairclaim.runtime.webhooks.address import Egress, judged_addresses, parse_target, system_resolve
from fairclaim.runtime.webhooks.deliver import Courier
from fairclaim.runtime.webhooks.outbox_parcels import OutboxParcels
from fairclaim.runtime.worker import Worker
from fairclaim.services.caller import Caller, Role
from fairclaim.services.desk import Desk
from fairclaim.services.errors import NotFoundError, StaleClaimError
from fairclaim.services.gather_case import gather_case
from fairclaim.services.identity.crowd import EVERYBODY, NEIGHBOURS, Crowd
from fairclaim.services.identity.door import Door, Site
from fairclaim.services.identity.passwords import AT_ONCE, Passwords
from fairclaim.services.notary import Notary, notary_of
from fairclaim.services.ports.evidence import Examiner
from fairclaim.services.sign_checkpoint import sign_log
from fairclaim.services.stamp_checkpoint import stamp_bytes, stamp_log
from fairclaim.settings import SettingError, Settings, variable_of
from fairclaim.store import migrate
from fairclaim.store.blobs.blob_store import BlobStore
from fairclaim.store.blobs.object_blobs import local_blobs, s3_blobs
from fairclaim.store.desk.carrier import StoreCarrier
from fairclaim.store.desk.figures import read_figures
from fairclaim.store.desk.log_figures import log_warnings, read_log_figures
from fairclaim.store.desk.units import StoreUnits
from fairclaim.store.errors import NotThereError
from fairclaim.store.fsck.check import Step, check_store
from fairclaim.store.fsck.outside import Outsiders
from fairclaim.store.identity.units import StoredIdentities
from fairclaim.store.keys.evidence_key import NAME as EVIDENCE_KEY
from fairclaim.store.keys.evidence_key import create_evidence_key, read_evidence_key
from fairclaim.store.keys.key_file import create_key_file, parse_key_ring, read_key_file
from fairclaim.store.keys.key_ring import KeyRing
from fairclaim.store.open_store import Store, open_store
from fairclaim.telemetry.metrics import Metrics
from fairclaim.version import __version__

if TYPE_CHECKING:
    from fastapi import APIRouter, FastAPI

    from fairclaim.web.check.facts import CheckFacts
    from fairclaim.web.pages.render import Pages
    from fairclaim.web.sign_in.signed_in import SignedIn

S3: Final = "s3://"
CHECKS: Final = "checks"
"""Folder of what the page *Check a photo* holds for a while, in the desk's own; emptied at each start."""
UPLOADS: Final = "uploads"
"""Folder of unfinished uploads, in the desk's own."""
DRAWN: Final = "drawn"
"""Folder of what bundles show of pictures, sealed, which can be drawn again at any time; and which of the ring's keys seals it."""
VIEWS: Final = "views"
"""Folder of small pictures and tiles, which can be made again at any time."""
FILMS: Final = "films"
"""Folder of films while they are played, and of their stills; it can be emptied at any time."""
PRIVATE: Final = 0o700
SPOOL_BYTES: Final = 64 << 20
ID_BYTES: Final = 15
_BOTH: Final = Bilingual(
    "FAIRCLAIM_CAPTURE_KEY 与 FAIRCLAIM_CAPTURE_CERTIFICATE 须同时给出",
    "FAIRCLAIM_CAPTURE_KEY and FAIRCLAIM_CAPTURE_CERTIFICATE go together",
)
WEB_KEY: Final = "web"
"""Which of the ring's derived keys signs cursors and versions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDesk:
    """A desk with everything behind it. Use as a context manager, or close it.

    Parameters
    ----------
    desk : Desk
        What the verbs of ``fairclaim.services`` take.
    store, blobs, ring
        Where its rows, bytes and master keys are; for the operator's own functions.
    examiner : ExaminerPool or None
        The processes that examine; None if another examiner was brought.
    search : IndexedPhotos or None
        Finds photos that were seen before; None if another examiner was brought.
    metrics : Metrics
        What this process counts of its answers and examinations, and how the desk stands.
    packing_reader : SandboxedReader
        Where films of packing are opened.
    authorities : tuple of HttpAuthority
        Who stamps the evidence log.
    sandbox : Sandbox
        Where photos are opened to be shown; its process starts with the first.
    film_sandbox : Sandbox
        The same for films, which take seconds, so that no photo waits for them.
    closing : ExitStack
        What ends before everything else: what the application has begun.
    """

    settings: Settings
    desk: Desk
    store: Store
    blobs: BlobStore
    ring: KeyRing
    examiner: ExaminerPool | None
    metrics: Metrics
    search: IndexedPhotos | None
    packing_reader: SandboxedReader = field(default_factory=SandboxedReader)
    authorities: tuple[HttpAuthority, ...] = ()
    sandbox: Sandbox = field(default_factory=Sandbox)
    film_sandbox: Sandbox = field(default_factory=partial(Sandbox, tasks=("film-view",)))
    closing: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def door(self) -> Door:
        """Return what lets people and programs in; its providers stand in the file that the settings name.

        Raises
        ------
        NotReadableError, ProviderFileError
            If the file is not there, or not what it should be.
        """
        from fairclaim.web.sign_in.provider_file import read_providers  # noqa: PLC0415  (a worker lets nobody in)

        shares = self.settings.web_processes
        return Door(
            units=StoredIdentities(self.store, self.ring),
            now=self.desk.now,
            ids=self.desk.ids,
            site=site_of(self.settings),
            passwords=Passwords(at_once=max(1, AT_ONCE // shares)),
            crowd=Crowd(neighbours=NEIGHBOURS.shared(shares), everybody=EVERYBODY.shared(shares)),
            providers=read_providers(self.settings.providers),
        )

    def application(self, door: Door) -> "FastAPI":
        """Return the desk over HTTP, to be served."""
        from fairclaim.web.api.all_routers import all_routers  # noqa: PLC0415  (a worker serves no pages, and starts sooner without)
        from fairclaim.web.api.app import make_app  # noqa: PLC0415
        from fairclaim.web.api.parts import Parts, WebLimits  # noqa: PLC0415
        from fairclaim.web.films import Films  # noqa: PLC0415
        from fairclaim.web.pages.audit_page import audit_pages  # noqa: PLC0415
        from fairclaim.web.pages.figures_page import figures_pages  # noqa: PLC0415
        from fairclaim.web.pages.films import film_routes  # noqa: PLC0415
        from fairclaim.web.pages.home import home_pages  # noqa: PLC0415
        from fairclaim.web.pages.letters.letters_page import letters_pages  # noqa: PLC0415
        from fairclaim.web.pages.letters.write_page import write_pages  # noqa: PLC0415
        from fairclaim.web.pages.looks_page import looks_pages  # noqa: PLC0415
        from fairclaim.web.pages.own_access import own_access_pages  # noqa: PLC0415
        from fairclaim.web.pages.party_routes import party_routes  # noqa: PLC0415
        from fairclaim.web.pages.photos import photo_routes  # noqa: PLC0415
        from fairclaim.web.pages.policy_editing import policy_editing  # noqa: PLC0415
        from fairclaim.web.pages.policy_page import policy_pages  # noqa: PLC0415
        from fairclaim.web.pages.policy_past import policy_past  # noqa: PLC0415
        from fairclaim.web.pages.policy_reading import policy_reading  # noqa: PLC0415
        from fairclaim.web.pages.render import Pages  # noqa: PLC0415
        from fairclaim.web.pages.review.load_page import load_pages  # noqa: PLC0415
        from fairclaim.web.pages.review.map_routes import map_routes  # noqa: PLC0415
        from fairclaim.web.pages.review.queue_page import queue_pages  # noqa: PLC0415
        from fairclaim.web.pages.review.task_page import task_pages  # noqa: PLC0415
        from fairclaim.web.pages.sign_in_pages import sign_in_pages  # noqa: PLC0415
        from fairclaim.web.pages.staff.staff_routes import staff_routes  # noqa: PLC0415
        from fairclaim.web.pages.static_routes import static_routes  # noqa: PLC0415
        from fairclaim.web.sign_in.signed_in import SignedIn  # noqa: PLC0415
        from fairclaim.web.static_files import built_files  # noqa: PLC0415
        from fairclaim.web.tiles import Tiles  # noqa: PLC0415

        tiles = Tiles(self.settings.data / VIEWS, sandbox=self.sandbox)
        films = Films(self.settings.data / FILMS, sandbox=self.film_sandbox)
        signed_in = SignedIn(door)
        files = built_files()
        pages = Pages(files, who_checks=self._who_checks(), titles={check.name: check.title for check in CATALOGUE})
        routers = (
            *all_routers(signed_in=signed_in, may_send=verify_callable, new_secret=partial(secrets.token_bytes, 32)),
            static_routes(files),
            sign_in_pages(pages, signed_in),
            own_access_pages(pages, signed_in),
            home_pages(pages, signed_in, self.desk),
            queue_pages(pages, signed_in, self.desk),
            load_pages(pages, signed_in, self.desk),
            task_pages(pages, signed_in, self.desk),
            policy_pages(pages, signed_in, self.desk),
            policy_reading(pages, signed_in, self.desk),
            policy_editing(pages, signed_in, self.desk),
            policy_past(pages, signed_in, self.desk),
            audit_pages(pages, signed_in, self.desk),
            looks_pages(pages, signed_in, self.desk),
            letters_pages(pages, signed_in, self.desk),
            write_pages(pages, signed_in, self.desk, fonts=self.settings.fonts),
            figures_pages(pages, signed_in, self.desk, forged_from=probability_of(FORGED_AT)),
            *staff_routes(pages, signed_in, self.desk),
            photo_routes(signed_in, self.desk, tiles),
            film_routes(signed_in, self.desk, films),
            map_routes(signed_in, self.desk),
            *party_routes(pages, signed_in, self.desk, tiles),
            self._check_pages(pages, signed_in),
        )
        return make_app(
            Parts(
                desk=self.desk,
                signed_in=signed_in,
                secret=self.ring.index_key(tenant="", column=WEB_KEY),
                routers=routers,
                uploads=self.settings.data / UPLOADS,
                ready=self._verify_ready,
                warnings=self._warnings,
                measures=self.metrics,
                limits=WebLimits().shared(self.settings.web_processes),
            )
        )

    def _who_checks(self) -> str:
        return self.settings.who_checks if self.examiner is not None else "off"

    def _check_pages(self, pages: "Pages", signed_in: "SignedIn") -> "APIRouter":
        from fairclaim.web.check.checks import Checks  # noqa: PLC0415  (a worker serves no pages, and starts sooner without)
        from fairclaim.web.pages.check_pages import check_pages  # noqa: PLC0415

        checks = None
        if self.examiner is not None and self._who_checks() != "off":
            checks = Checks(self.settings.data / CHECKS, self.examiner, side_by_side=self.settings.examiners)
            self.closing.callback(checks.close)
        return check_pages(pages, signed_in, checks, _check_facts(), is_open=self._who_checks() == "open")

    def _verify_ready(self) -> None:
        self.store.tenants()

    def _warnings(self) -> Sequence[str]:
        names = [one.name for one in self.authorities]
        missing = [] if self.desk.notary is not None else ["no-notary"]
        return [*missing, *log_warnings(self.store, now=self.desk.now(), authorities=names)]

    def jobs(self) -> JobClient:
        """Return a client that hands errands in to whichever worker runs; the caller closes it.

        Raises
        ------
        JobsNotReadyError
            If the engine's tables are missing, or the database does not answer.
        """
        return JobClient(self.settings.database_url, now=self.desk.now)

    def worker(self, *, limits: RuntimeLimits | None = None, courier: Courier | None = None) -> Worker:
        """Return a worker that is not started: ``start`` it beside others, or ``run`` it alone. It does not close the desk.

        Parameters
        ----------
        courier : Courier, optional
            Delivers messages; if not given, to public addresses.
        """
        chosen = limits or RuntimeLimits(examiners=self.settings.examiners)
        more: list[MoreErrands] = [due_jobs, due_nights]
        if self.desk.notary is not None:
            more.append(due_log(every=chosen.sign_every, authorities=[one.name for one in self.authorities]))
        engine = Engine(
            self.settings.database_url,
            executor=self.settings.worker,
            handlers=self._handlers(courier),
            now=self.desk.now,
            limits=chosen,
        )
        return Worker(engine, StoreBacklog(self.store, more=more))

    def check(self) -> Iterator[Step]:
        """Check everything that the desk keeps; yield how far it is.

        Raises
        ------
        DamageError
            At the first damaged thing.
        """
        notary = self.desk.notary
        outsiders = Outsiders(
            log_key=notary.signer.public_key.raw if notary is not None else None,
            witnesses=notary.witnesses if notary is not None else (),
            roots={one.name: one.roots for one in self.authorities},
        )
        return check_store(self.store, self.blobs, outsiders)

    def bundle(
        self,
        claim: str,
        target: BinaryIO,
        *,
        profile: str,
        tenant: str | None = None,
        recipients: Sequence[str] = (),
    ) -> Manifest:
        """Seal a claim into a bundle, with a checkpoint that covers it and time tokens over the seal as far as they can be had.

        Parameters
        ----------
        target : BinaryIO
            Where to.
        profile : str
            ``court`` or ``party``.
        tenant : str, optional
            Whose claim it is; looked for if not given.
        recipients : sequence of str
            age keys of those who can open it; none leaves it open.

        Raises
        ------
        NotFoundError
            If there is no such claim.
        UsageError
            If a recipient is no age key.
        NoNotaryError
            If the desk has no key to seal with.
        StaleClaimError
            If something of the claim was erased meanwhile.
        UnavailableError
            If pictures cannot be decoded here, or an original is damaged.
        """
        from fairclaim.evidence.bundle.locked import lock  # noqa: PLC0415  (an optional part)
        from fairclaim.evidence.bundle.seal import seal_bundle  # noqa: PLC0415

        notary = notary_of(self.desk.notary)
        owner = tenant or self.tenant_of(claim)
        sign_log(self.desk, owner)
        with suppress(UnavailableError, IntegrityError):  # an authority that is away keeps nobody from a bundle
            stamp_log(self.desk, owner, self.authorities)
        roots = {one.name: one.roots for one in self.authorities}
        auditor = Caller(tenant=owner, person=PersonId("operator"), roles=frozenset({Role.AUDITOR}))
        drawing = DrawnPictures(sandbox=self.sandbox, kept=self._drawn(), fonts=self.settings.fonts)
        try:
            case = gather_case(
                self.desk, auditor, ClaimId(claim), profile=Profile(profile), roots=roots, pictures=drawing
            )
        except StaleClaimError:
            self._drawn().forget()  # whoever was erased meanwhile may be in it
            raise
        with tempfile.SpooledTemporaryFile(max_size=SPOOL_BYTES) as plain:
            made = seal_bundle(
                case,
                cast("BinaryIO", plain),
                seals=[(notary.host, notary.signer)],
                stamp=self._stamp_seal if case.tokens else None,
                print_summary=self._print_summary,
            )
            plain.seek(0)
            if recipients:
                lock(cast("BinaryIO", plain), target, recipients=recipients)
            else:
                shutil.copyfileobj(plain, target)
        return made

    def _drawn(self) -> KeptFiles:
        return KeptFiles(self.settings.data / DRAWN, secret=self.ring.index_key(tenant="", column=DRAWN))

    def _print_summary(self, text: str) -> bytes | None:
        from fairclaim.report.summary_page import render_summary  # noqa: PLC0415  (an optional part)

        try:
            return render_summary(text, fonts=self.settings.fonts)
        except UnavailableError:  # no typst, or no font: the same words are there as text
            return None

    def _stamp_seal(self, message: bytes) -> Sequence[bytes]:
        return stamp_bytes(message, self.authorities)

    def tenant_of(self, claim: str) -> str:
        """Return whose claim it is.

        Raises
        ------
        NotFoundError
            If there is no such claim.
        """
        for tenant in self.store.tenants():
            with self.store.read(tenant) as work, suppress(NotThereError):
                work.claims.claim(claim)
                return tenant
        raise NotFoundError

    def erase(self, tenant: str, person: str) -> bool:
        """Erase a person, and destroy their photos before it returns; False if it was done before.

        Raises
        ------
        NotFoundError
            If there is no such person.
        OpenClaimsError
            If a claim of theirs is open.
        StoreError
            If the database does not answer.
        """
        operator = Caller(tenant=tenant, person=PersonId("operator"), roles=frozenset({Role.ADMIN}))
        done = erase_now(self.desk, self.store, self.blobs, operator, PersonId(person), places=self._places())
        return not done.was_erased_before

    def _places(self) -> list[Forget]:
        """Return where something of a person may lie beside the store."""
        return [self._forget_uploads, self._forget_views, *([self.search.forget] if self.search is not None else [])]

    def _forget_uploads(self, tenant: str, person: str) -> None:
        folder = self.settings.data / UPLOADS
        if folder.is_dir():
            from fairclaim.web.api.parts import WebLimits  # noqa: PLC0415  (a worker serves no pages, and starts sooner without)
            from fairclaim.web.api.upload_folder import UploadFolder  # noqa: PLC0415

            UploadFolder(folder, lasts=WebLimits().upload_lasts).forget(tenant, person)

    def _forget_views(self, tenant: str, person: str) -> None:
        """Throw away every view: they do not say whose they are, and are made again when somebody looks."""
        del tenant, person
        self._drawn().forget()
        for kind in (VIEWS, FILMS):
            for folder in (self.settings.data / kind).glob("*"):
                shutil.rmtree(folder, ignore_errors=True)

    def _handlers(self, courier: Courier | None) -> DeskHandlers:
        carrying = courier or Courier(parcels=OutboxParcels(self.store, self.ring), now=self.desk.now)
        return DeskHandlers(
            self.desk,
            self.store,
            self.blobs,
            courier=carrying,
            worker=self.settings.worker,
            places=self._places(),
            authorities=self.authorities,
        )

    def close(self) -> None:
        """End the examining processes and close all connections."""
        self.closing.close()
        if self.examiner is not None:
            self.examiner.close()
        self.packing_reader.close()
        self.sandbox.close()
        self.film_sandbox.close()
        self.store.close()


def open_desk(
    settings: Settings, *, now: Callable[[], datetime] | None = None, examiner: Examiner | None = None
) -> OpenDesk:
    """Open a desk. One that keeps everything in its own folder is set up on first use: database, keys, folders.

    Parameters
    ----------
    now : callable, optional
        The time, aware; the machine's own if not given.
    examiner : Examiner, optional
        Examines photos; if not given, a pool of processes that start with the first photo.

    Raises
    ------
    KeyRingError
        If the keys are missing, malformed, or readable by others than their owner.
    CaptureKeyError
        If the key that signs copies, or its certificate, is not what it should be.
    StoreError
        If the database is not migrated, is newer, or does not answer.
    """
    clock = now or partial(datetime.now, UTC)
    authorities = read_authorities(settings.authorities)
    ring = _ring(settings)
    closing = ExitStack()
    signer = _signer(settings, clock, closing)
    _prepare(settings)
    store = open_store(settings.database_url, ring=ring)
    try:
        blobs, notary = _blobs(settings), _notary(settings, store)
    except BaseException:
        store.close()
        raise
    pool = search = None
    stamping = [one.name for one in authorities]
    metrics = Metrics(
        lambda: [
            *read_figures(store, now=clock()),
            *read_log_figures(store, now=clock(), authorities=stamping),
        ]
    )
    if examiner is None:
        examiner = pool = ExaminerPool(
            version=__version__, limits=PoolLimits(processes=settings.examiners), fonts=settings.fonts
        )
        search = IndexedPhotos(store, pool)
    packing_reader = SandboxedReader()
    desk = Desk(
        units=StoreUnits(store, blobs, ring=ring),
        now=clock,
        ids=new_id,
        examiner=MeasuredExaminer(examiner, metrics),
        carrier=StoreCarrier(store, now=clock, ids=new_id),
        search=search,
        packing_reader=packing_reader,
        notary=notary,
        checks=CatalogueBook(),
        signer=signer,
    )
    return OpenDesk(
        settings=settings,
        desk=desk,
        store=store,
        blobs=blobs,
        ring=ring,
        examiner=pool,
        metrics=metrics,
        search=search,
        packing_reader=packing_reader,
        authorities=authorities,
        closing=closing,
    )


def _signer(settings: Settings, now: Callable[[], datetime], closing: ExitStack) -> CredentialSigner | None:
    """Return who signs copies of received files; None where no key is named. Its process starts with the first copy.

    Raises
    ------
    UsageError
        If only one of key and certificate is named, or either is not what it should be.
    """
    key, certificate = settings.capture_key, settings.capture_certificate
    if key is None and certificate is None:
        return None
    if key is None or certificate is None:
        raise SettingError(variable_of("capture_key" if key is None else "capture_certificate"), _BOTH)
    identity = read_identity(key, certificate)
    sandbox = Sandbox(tasks=("sign",))
    closing.callback(sandbox.close)
    return CredentialSigner(identity, desk=urlsplit(site_of(settings).origin).netloc, sandbox=sandbox, now=now)


def _check_facts() -> "tuple[CheckFacts, ...]":
    from fairclaim.web.check.facts import CheckFacts, Sign  # noqa: PLC0415  (a worker serves no pages, and starts sooner without)

    return tuple(
        CheckFacts(
            name=check.name,
            title=check.title,
            source=check.source,
            fooled_by=check.fooled_by,
            worthless_when=check.worthless_when,
            signs=tuple(
                Sign(name=signal.name, outcome=signal.outcome.value, innocent=signal.innocent)
                for signal in check.signals
            ),
        )
        for check in CATALOGUE
    )


def site_of(settings: Settings) -> Site:
    """Return what browsers know the desk as."""
    name = f"[{settings.host}]" if ":" in settings.host else settings.host
    origin = settings.origin or f"http://{name}:{settings.port}"
    return Site(origin=origin, host=urlsplit(origin).hostname or settings.host, name="fairclaim 明察")


def verify_callable(url: str) -> None:
    """Return if messages may be sent to a URL.

    Raises
    ------
    AddressRefusedError
        If not.
    """
    egress = Egress()
    target = parse_target(url, egress)
    judged_addresses(target.host, target.port, egress, system_resolve)


def new_id(kind: str) -> str:
    """Return an id that nobody can guess: 120 bits, in letters that need no quoting and hold no dot."""
    return f"{kind}-{secrets.token_hex(ID_BYTES)}"


def _prepare(settings: Settings) -> None:
    if settings.is_embedded:
        migrate.upgrade(settings.database_url)
        prepare_jobs(settings.database_url)


def _ring(settings: Settings) -> KeyRing:
    if settings.keys:
        return parse_key_ring(settings.keys.text)
    path = settings.key_file or settings.data / "keys.json"
    if _is_new(settings) and not path.exists():
        settings.data.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        return create_key_file(path)
    return read_key_file(path)


def evidence_key_path(settings: Settings) -> Path:
    """Return where the key is that signs the evidence log: beside the key ring, unless it is said to be elsewhere."""
    return settings.evidence_key or (settings.key_file or settings.data / "keys.json").with_name(EVIDENCE_KEY)


def _notary(settings: Settings, store: Store) -> Notary | None:
    """Return who signs the evidence log; None where there is no key.

    A desk of its own folder makes one, and never to replace a lost one: another key does not go on with a log.
    """
    path = evidence_key_path(settings)
    witnesses = tuple(parse_note_key(one) for one in settings.witnesses)
    host = urlsplit(site_of(settings).origin).netloc
    if path.exists():
        return Notary(host=host, signer=read_evidence_key(path), witnesses=witnesses)
    if not settings.is_embedded or settings.evidence_key is not None or _was_signed(store):
        return None
    path.parent.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    return Notary(host=host, signer=create_evidence_key(path), witnesses=witnesses)


def _was_signed(store: Store) -> bool:
    """Tell whether a log of the desk was ever signed."""
    for tenant in store.tenants():
        with store.read(tenant) as work:
            if work.checkpoints.sizes():
                return True
    return False


def _is_new(settings: Settings) -> bool:
    """Tell whether a desk of its own folder has no rows yet: keys are made with them, and never to replace lost ones."""
    return settings.is_embedded and not Path(make_url(settings.database_url).database or "").exists()


def _blobs(settings: Settings) -> BlobStore:
    if settings.blobs.startswith(S3):
        bucket, _, prefix = settings.blobs.removeprefix(S3).partition("/")
        return s3_blobs(bucket, prefix=prefix)
    return local_blobs(Path(settings.blobs) if settings.blobs else settings.data / "blobs")
