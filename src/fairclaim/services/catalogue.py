"""Every verb of the desk with the action that it asks leave for: a literal table, read by tests and by the API."""

from collections.abc import Callable

from fairclaim.services.add_evidence import add_evidence
from fairclaim.services.answer_claim import answer_claim
from fairclaim.services.appeal_claim import appeal_claim, withdraw_appeal
from fairclaim.services.ask import ask_evidence, ask_merchant
from fairclaim.services.attach_exhibit import attach_exhibit
from fairclaim.services.capture_live import (
    claim_captures,
    claim_code,
    parcel_captures,
    parcel_code,
    waiting_claim_code,
    waiting_parcel_code,
)
from fairclaim.services.carry_out import carry_out
from fairclaim.services.change_policy import (
    check_policy,
    confirm_policy,
    draft_policy,
    end_shadow,
    explain_policy,
    list_policies,
    roll_back_policy,
    simulate_policy,
    start_shadow,
)
from fairclaim.services.check_duties import check_duties
from fairclaim.services.claims_of_order import claims_of_order
from fairclaim.services.conclude_review import check_conclusion, conclude_review
from fairclaim.services.count_figures import desk_figures, review_quality
from fairclaim.services.count_looks import count_looks
from fairclaim.services.decide_claim import decide_claim
from fairclaim.services.erase_person import erase_person
from fairclaim.services.examine_claim import examine_claim, route_unexamined
from fairclaim.services.export_audit import export_audit
from fairclaim.services.figures_in_time import figures_in_time
from fairclaim.services.file_claim import file_claim
from fairclaim.services.find_buyers import find_buyers
from fairclaim.services.find_party import find_party
from fairclaim.services.gather_case import gather_case
from fairclaim.services.give_receipts import give_packing_receipts, give_receipts
from fairclaim.services.grants import Action
from fairclaim.services.hand_in_dispatch import add_parcel, hand_in_dispatch, tell_scans
from fairclaim.services.hold_account import (
    appeal_measure,
    decide_measure,
    end_measures,
    judge_measure,
    propose_measure,
)
from fairclaim.services.hold_clock import extend_clock, pause_clock, resume_clock
from fairclaim.services.import_history import import_history
from fairclaim.services.judge_claim import confirm_judgement, judge_claim, reveal_verdict
from fairclaim.services.keep_endpoints import (
    add_endpoint,
    close_endpoint,
    finish_rotation,
    list_deliveries,
    list_endpoints,
    redeliver,
    rotate_secret,
)
from fairclaim.services.keep_listing import (
    add_listing,
    close_listing,
    import_listings,
    listing_pictures,
    remove_picture,
    show_picture,
)
from fairclaim.services.keep_ties import declare_tie, declare_tie_of, own_ties, ties_of, withdraw_tie, withdraw_tie_of
from fairclaim.services.letters.draft_letter import draft_letter
from fairclaim.services.letters.offer_letters import offered_letters
from fairclaim.services.list_claims import claim_exhibits, desk_claims, own_claims
from fairclaim.services.list_tasks import held_task, queue_tasks
from fairclaim.services.look_again import know_answer, look_again
from fairclaim.services.note_letter import claim_letters, note_letter
from fairclaim.services.own_data import answer_correction, ask_correction, open_corrections, own_corrections, own_data
from fairclaim.services.own_figures import own_figures
from fairclaim.services.own_lines import own_lines
from fairclaim.services.policy_history import policy_history
from fairclaim.services.prospects import see_prospects
from fairclaim.services.queue_load import queue_load
from fairclaim.services.read_policy import read_policy
from fairclaim.services.register_order import import_orders, register_order, update_dates
from fairclaim.services.review_sheet import review_sheet
from fairclaim.services.run_deadline import due_deadlines, run_deadline
from fairclaim.services.see_claim import see_claim, see_exhibit, see_words
from fairclaim.services.see_examination import see_examination
from fairclaim.services.see_history import see_history
from fairclaim.services.see_looks import export_looks, see_looks
from fairclaim.services.see_maps import see_maps
from fairclaim.services.see_measures import list_measures, own_measures, see_measure
from fairclaim.services.see_order import find_orders, own_orders, see_order
from fairclaim.services.see_packing import see_packing
from fairclaim.services.see_person import see_person
from fairclaim.services.see_photo import see_photo
from fairclaim.services.see_pictures import (
    dispatch_file,
    listing_picture,
    order_parcels,
    order_picture,
    order_pictures,
    own_listings,
)
from fairclaim.services.see_standing import count_standing, own_standing, person_standing, standing_figures
from fairclaim.services.see_wishes import answered_wishes, erase_as_asked, see_wishes
from fairclaim.services.settle_claim import accept_offer, offer_remedy, withdraw_claim
from fairclaim.services.shadow_report import shadow_report
from fairclaim.services.share_standing import give_consent, issue_statement, own_consents, withdraw_consent
from fairclaim.services.sign_copy import claim_copy, parcel_copy
from fairclaim.services.take_task import coming_claim, release_task, renew_task, skip_task, take_next
from fairclaim.services.try_policy import try_policy

VERBS: dict[Callable[..., object], Action] = {
    file_claim: Action.FILE,
    see_claim: Action.SEE,
    see_exhibit: Action.SEE,
    see_maps: Action.SEE,
    see_photo: Action.SEE,
    see_words: Action.SEE,
    review_sheet: Action.SEE,
    see_history: Action.SEE,
    own_figures: Action.SEE,
    see_prospects: Action.FILE,
    see_examination: Action.SEE,
    gather_case: Action.SEE,
    give_receipts: Action.RECEIPTS,
    attach_exhibit: Action.ATTACH,
    examine_claim: Action.EXAMINE,
    route_unexamined: Action.EXAMINE,
    ask_evidence: Action.ASK_EVIDENCE,
    add_evidence: Action.COMPLETE_EVIDENCE,
    ask_merchant: Action.ASK_MERCHANT,
    answer_claim: Action.ANSWER,
    take_next: Action.TAKE_TASK,
    coming_claim: Action.TAKE_TASK,
    renew_task: Action.TAKE_TASK,
    release_task: Action.TAKE_TASK,
    skip_task: Action.TAKE_TASK,
    judge_claim: Action.JUDGE,
    reveal_verdict: Action.JUDGE,
    confirm_judgement: Action.JUDGE,
    check_conclusion: Action.JUDGE,
    conclude_review: Action.JUDGE,
    decide_claim: Action.DECIDE,
    appeal_claim: Action.APPEAL,
    withdraw_appeal: Action.WITHDRAW_APPEAL,
    offer_remedy: Action.OFFER,
    accept_offer: Action.ACCEPT_OFFER,
    withdraw_claim: Action.WITHDRAW,
    pause_clock: Action.HOLD_CLOCK,
    resume_clock: Action.HOLD_CLOCK,
    extend_clock: Action.HOLD_CLOCK,
    due_deadlines: Action.RUN_DEADLINE,
    run_deadline: Action.RUN_DEADLINE,
    carry_out: Action.CARRY_OUT,
    erase_person: Action.ERASE_PERSON,
    import_history: Action.IMPORT_HISTORY,
    export_audit: Action.EXPORT_AUDIT,
    claims_of_order: Action.EXPORT_AUDIT,
    see_looks: Action.EXPORT_AUDIT,
    export_looks: Action.EXPORT_AUDIT,
    count_looks: Action.EXPORT_AUDIT,
    register_order: Action.REGISTER_ORDER,
    import_orders: Action.REGISTER_ORDER,
    update_dates: Action.REGISTER_ORDER,
    see_order: Action.SEE_ORDER,
    find_orders: Action.SEE_ORDER,
    own_orders: Action.SEE_ORDER,
    order_pictures: Action.SEE_ORDER,
    order_picture: Action.SEE_ORDER,
    own_listings: Action.KEEP_LISTING,
    listing_picture: Action.KEEP_LISTING,
    order_parcels: Action.HAND_IN_DISPATCH,
    see_packing: Action.HAND_IN_DISPATCH,
    dispatch_file: Action.HAND_IN_DISPATCH,
    add_listing: Action.KEEP_LISTING,
    import_listings: Action.KEEP_LISTING,
    show_picture: Action.KEEP_LISTING,
    remove_picture: Action.KEEP_LISTING,
    close_listing: Action.KEEP_LISTING,
    listing_pictures: Action.KEEP_LISTING,
    add_parcel: Action.HAND_IN_DISPATCH,
    tell_scans: Action.REGISTER_ORDER,
    hand_in_dispatch: Action.HAND_IN_DISPATCH,
    give_packing_receipts: Action.HAND_IN_DISPATCH,
    claim_code: Action.ATTACH,
    parcel_code: Action.HAND_IN_DISPATCH,
    waiting_claim_code: Action.ATTACH,
    waiting_parcel_code: Action.HAND_IN_DISPATCH,
    claim_captures: Action.SEE,
    parcel_captures: Action.HAND_IN_DISPATCH,
    claim_copy: Action.SEE,
    parcel_copy: Action.HAND_IN_DISPATCH,
    own_claims: Action.SEE,
    own_lines: Action.SEE,
    desk_claims: Action.SEE,
    claim_exhibits: Action.SEE,
    queue_tasks: Action.SEE_QUEUES,
    held_task: Action.TAKE_TASK,
    add_endpoint: Action.KEEP_ENDPOINTS,
    rotate_secret: Action.KEEP_ENDPOINTS,
    finish_rotation: Action.KEEP_ENDPOINTS,
    close_endpoint: Action.KEEP_ENDPOINTS,
    list_endpoints: Action.KEEP_ENDPOINTS,
    list_deliveries: Action.KEEP_ENDPOINTS,
    redeliver: Action.KEEP_ENDPOINTS,
    desk_figures: Action.SEE_FIGURES,
    figures_in_time: Action.SEE_FIGURES,
    queue_load: Action.MEASURE_WORK,
    review_quality: Action.MEASURE_WORK,
    look_again: Action.LOOK_AGAIN,
    know_answer: Action.KNOW_ANSWER,
    own_data: Action.OWN_DATA,
    ask_correction: Action.OWN_DATA,
    own_corrections: Action.OWN_DATA,
    open_corrections: Action.ANSWER_CORRECTION,
    answer_correction: Action.ANSWER_CORRECTION,
    see_wishes: Action.ANSWER_CORRECTION,
    answered_wishes: Action.ANSWER_CORRECTION,
    erase_as_asked: Action.ERASE_PERSON,
    own_standing: Action.SEE_STANDING,
    person_standing: Action.SEE_STANDING,
    count_standing: Action.COUNT_STANDING,
    check_duties: Action.CHECK_DUTIES,
    note_letter: Action.NOTE_LETTER,
    claim_letters: Action.SEE_LETTERS,
    offered_letters: Action.SEE_LETTERS,
    draft_letter: Action.NOTE_LETTER,
    give_consent: Action.SHARE_STANDING,
    withdraw_consent: Action.SHARE_STANDING,
    own_consents: Action.SHARE_STANDING,
    issue_statement: Action.SHARE_STANDING,
    propose_measure: Action.PROPOSE_MEASURE,
    judge_measure: Action.JUDGE_MEASURE,
    decide_measure: Action.JUDGE_MEASURE,
    appeal_measure: Action.CONTEST_MEASURE,
    own_measures: Action.CONTEST_MEASURE,
    list_measures: Action.SEE_MEASURES,
    see_measure: Action.SEE_MEASURES,
    see_person: Action.SEE_STANDING,
    find_buyers: Action.SEE_STANDING,
    end_measures: Action.RUN_MEASURES,
    standing_figures: Action.SEE_FIGURES,
    find_party: Action.FIND_PARTY,
    declare_tie: Action.OWN_TIES,
    own_ties: Action.OWN_TIES,
    withdraw_tie: Action.OWN_TIES,
    declare_tie_of: Action.KEEP_TIES,
    ties_of: Action.KEEP_TIES,
    withdraw_tie_of: Action.KEEP_TIES,
    check_policy: Action.CHANGE_POLICY,
    draft_policy: Action.CHANGE_POLICY,
    list_policies: Action.SEE_POLICY,
    read_policy: Action.SEE_POLICY,
    policy_history: Action.SEE_POLICY,
    start_shadow: Action.CHANGE_POLICY,
    end_shadow: Action.CHANGE_POLICY,
    shadow_report: Action.SEE_POLICY,
    confirm_policy: Action.CHANGE_POLICY,
    roll_back_policy: Action.CHANGE_POLICY,
    explain_policy: Action.SEE_POLICY,
    simulate_policy: Action.CHANGE_POLICY,
    try_policy: Action.CHANGE_POLICY,
}
"""Each verb once. Missing are ``manage-accounts`` and ``manage-keys``, whose verbs stand in ``fairclaim.services.identity``; they are asked
for through the same table."""
