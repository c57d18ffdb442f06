"""Every address of the portal, classified. An address that is not here fails `test_urls.py`.

PUBLIC  everybody, and only what is 主动公开        LINK  whoever holds the secret in the address
OPEN    log-in and health pages                      SEAT  people; what they see is bounded by their seats
KEY     another system by its unit's key: the unit's own activities, a lead office's region (`test_unit_api.py`)
"""

PUBLIC, LINK, OPEN, SEAT, KEY = "public", "link", "open", "seat", "key"

CLASSES = {
    OPEN: "healthz readyz orgs:robots orgs:favicon unit_api:openapi-json unit_api:openapi-view activities:worker",
    KEY: """
        unit_api:api-root unit_api:activities unit_api:activity unit_api:log unit_api:change unit_api:delete
        unit_api:hand_in unit_api:add_photo unit_api:choices unit_api:summary unit_api:obligations
        unit_api:field_answers unit_api:cases unit_api:slogans unit_api:adoption
    """,
    LINK: """
        orgs:invitation campaigns:answer_link campaigns:answer_link_file campaigns:dates_file activities:contact_link
    """,
    PUBLIC: """
        campaigns:plan campaigns:plan_edition campaigns:public_plans
        campaigns:plan_pdf campaigns:plan_docx campaigns:plan_edition_pdf campaigns:plan_edition_docx
        activities:index activities:campaign activities:public_activities activities:activity activities:regions
        activities:public_cases activities:public_case
        activities:region activities:photo activities:search activities:film activities:film_poster
    """,
    SEAT: """
        campaigns:edition_paper campaigns:report_paper campaigns:report_bulletin campaigns:report_seal
        campaigns:pass_draft campaigns:record_review campaigns:review_scan campaigns:review_steps
        campaigns:remove_review_step campaigns:move_review_step
        campaigns:remark_whole campaigns:remark_item campaigns:remark_reply campaigns:remark_resolve
        campaigns:remark_reopen campaigns:look_draft
        orgs:hand_over orgs:deputies orgs:withdraw_deputy
        orgs:home orgs:messages orgs:messages_read orgs:message orgs:outbox orgs:outbox_retry orgs:sent_mail
        orgs:tokens orgs:token_new orgs:token_revoke status
        orgs:robots_of_groups orgs:robot_new orgs:robot_test orgs:robot_end
        orgs:choose_seat orgs:manage orgs:invite orgs:revoke_invitation orgs:end_seat orgs:history
        campaigns:choose_campaign campaigns:plans campaigns:start_plan campaigns:work_plan campaigns:work_edition
        campaigns:execute_directly campaigns:stop_direct campaigns:start_again campaigns:abolish_plan
        campaigns:draft campaigns:draft_head campaigns:draft_asks campaigns:draft_duties campaigns:draft_duty
        campaigns:remove_duty campaigns:draft_annex campaigns:draft_entry campaigns:remove_entry campaigns:item_add
        campaigns:item_add_under campaigns:item campaigns:item_adapt campaigns:item_withdraw campaigns:item_derive
        campaigns:item_move campaigns:item_restore campaigns:item_keep campaigns:submit_draft campaigns:recall_draft
        campaigns:sign_draft campaigns:return_draft campaigns:record_signing campaigns:issue_draft
        campaigns:disclose_plan campaigns:sign_off_scan campaigns:discard_draft
        campaigns:adaptation_rules campaigns:remove_adaptation_rule campaigns:draft_adapting
        campaigns:draft_last_year campaigns:bring_annex campaigns:draft_paste
        campaigns:read_file campaigns:reading campaigns:reading_file campaigns:draft_carried
        campaigns:decide_finding
        campaigns:decide_finding campaigns:receive_plan
        campaigns:item_save campaigns:item_source campaigns:item_duties campaigns:draft_here campaigns:draft_units
        campaigns:draft_dates campaigns:draft_steps campaigns:undo_step
        campaigns:opening campaigns:opening_write campaigns:opening_save campaigns:opening_restore
        campaigns:opening_source
        campaigns:decide_finding campaigns:receive_plan campaigns:register_draft campaigns:countersign
        campaigns:countersign_scan campaigns:cancel_issue campaigns:correct_number campaigns:cancel_disclosure
        campaigns:draft_last_year campaigns:bring_annex
        campaigns:plan_above campaigns:draft_above campaigns:follow_above campaigns:decide_above
        campaigns:decide_all_above campaigns:reopen_above
        campaigns:reports campaigns:obligation campaigns:report_write campaigns:report_hand_in campaigns:report_nil
        campaigns:report_accept campaigns:report_return campaigns:request_new campaigns:request campaigns:report_file
        campaigns:own_summary campaigns:report_file_remove campaigns:report_extension campaigns:report_extension_decide
        campaigns:report_extension_take_back campaigns:request_change campaigns:request_add_units
        campaigns:request_take_away campaigns:request_withdraw campaigns:request_extend campaigns:request_fields
        campaigns:writing campaigns:part_add campaigns:part_edit campaigns:part_remove campaigns:part_move
        campaigns:part_restore campaigns:numbers_update campaigns:hand_ins campaigns:note_add campaigns:note_settle
        campaigns:hand_in_file
        campaigns:note_take_back activities:draft_report
        campaigns:compare campaigns:compare_word campaigns:compare_excel
        campaigns:adoption campaigns:adoption_units campaigns:adoption_excel campaigns:adoption_item
        campaigns:collect campaigns:answer_write campaigns:answer_file campaigns:answer_file_remove
        campaigns:answer_links campaigns:revoke_link campaigns:circulate campaigns:opinions campaigns:decide_opinions
        campaigns:feed_back campaigns:opinion_table campaigns:answer_for
        campaigns:compile
        activities:compose
        campaigns:remind campaigns:calls campaigns:call_file campaigns:note_call campaigns:ladder
        campaigns:follow_ladder_above campaigns:dates campaigns:dates_end orgs:quiet orgs:insisted
        activities:list_calendar activities:saved_views activities:saved_view
        activities:list activities:new activities:annex activities:work_activity activities:edit activities:photos
        activities:photo_edit activities:photo_replace activities:photo_full
        activities:hand_in activities:withdraw activities:delete activities:review activities:review_one
        activities:review_bulk activities:review_reasons activities:correction_review activities:correct
        activities:correction_hand_in activities:correction_withdraw activities:correction_drop
        activities:decide_finding
        activities:disclose activities:disclosures activities:overview activities:overview_rows
        activities:overview_activities activities:overview_coverage activities:overview_last_year
        activities:exports activities:export_file
        activities:complete activities:cases activities:new_case activities:case activities:edit_case
        activities:disclose_case
        activities:put_forward_case activities:forward_case activities:answer_case
        activities:paste activities:enter_for activities:material activities:confirm_draft activities:sort_draft
        activities:material_file activities:links activities:revoke_link
        activities:kept activities:send activities:sent activities:uploads activities:upload
        activities:imports activities:import_template activities:import_one activities:import_confirm
        activities:import_options activities:import_cancel activities:import_corrected
        activities:export_cancel activities:export_again
    """,
}
CLASS_OF = {name: kind for kind, names in CLASSES.items() for name in names.split()}
