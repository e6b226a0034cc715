-- What the migrations add up to. Made by the tests (npm run schema), never edited.

-- Tables and columns
auth.account id uuid not null default gen_random_uuid()
auth.account "accountId" text not null
auth.account "providerId" text not null
auth.account "userId" uuid not null
auth.account "accessToken" text
auth.account "refreshToken" text
auth.account "idToken" text
auth.account "accessTokenExpiresAt" timestamp with time zone
auth.account "refreshTokenExpiresAt" timestamp with time zone
auth.account scope text
auth.account password text
auth.account "createdAt" timestamp with time zone not null default now()
auth.account "updatedAt" timestamp with time zone not null
auth.passkey id uuid not null default gen_random_uuid()
auth.passkey name text
auth.passkey "publicKey" text not null
auth.passkey "userId" uuid not null
auth.passkey "credentialID" text not null
auth.passkey counter integer not null
auth.passkey "deviceType" text not null
auth.passkey "backedUp" boolean not null
auth.passkey transports text
auth.passkey "createdAt" timestamp with time zone
auth.passkey aaguid text
auth."rateLimit" id uuid not null default gen_random_uuid()
auth."rateLimit" key text not null
auth."rateLimit" count integer not null
auth."rateLimit" "lastRequest" bigint not null
auth.session id uuid not null default gen_random_uuid()
auth.session "expiresAt" timestamp with time zone not null
auth.session token text not null
auth.session "createdAt" timestamp with time zone not null default now()
auth.session "updatedAt" timestamp with time zone not null
auth.session "ipAddress" text
auth.session "userAgent" text
auth.session "userId" uuid not null
auth.session "activeOrganisationId" uuid
auth.session "authenticatedAt" timestamp with time zone not null
auth.session "signedInBy" text
auth.session "ssoOrganisationId" uuid
auth.session "lastUsedAt" timestamp with time zone
auth.sign_in_failure account_key text not null
auth.sign_in_failure failures smallint not null
auth.sign_in_failure counted_since timestamp with time zone not null
auth.sign_in_failure locked_until timestamp with time zone
auth."twoFactor" id uuid not null default gen_random_uuid()
auth."twoFactor" secret text not null
auth."twoFactor" "backupCodes" text not null
auth."twoFactor" "userId" uuid not null
auth."twoFactor" verified boolean
auth."twoFactor" "failedVerificationCount" integer
auth."twoFactor" "lockedUntil" timestamp with time zone
auth."user" id uuid not null default gen_random_uuid()
auth."user" name text not null
auth."user" email text not null
auth."user" "emailVerified" boolean not null
auth."user" image text
auth."user" "createdAt" timestamp with time zone not null default now()
auth."user" "updatedAt" timestamp with time zone not null default now()
auth."user" "twoFactorEnabled" boolean
auth.verification id uuid not null default gen_random_uuid()
auth.verification identifier text not null
auth.verification value text not null
auth.verification "expiresAt" timestamp with time zone not null
auth.verification "createdAt" timestamp with time zone not null default now()
auth.verification "updatedAt" timestamp with time zone not null default now()
jobs.worker worker_id text not null
jobs.worker backend_pid integer not null
jobs.worker backend_start timestamp with time zone not null
public.acknowledgement id uuid not null
public.acknowledgement hospital_id uuid not null
public.acknowledgement vendor_id uuid not null
public.acknowledgement publication_id uuid not null
public.acknowledgement delivery_id uuid not null
public.acknowledgement site_id uuid not null
public.acknowledgement user_id uuid
public.acknowledgement api_key_id uuid
public.acknowledgement comment text
public.acknowledgement answers jsonb not null
public.acknowledgement corrects_id uuid
public.acknowledgement created_at timestamp with time zone not null
public.acknowledgement delegate_id uuid
public.acknowledgement delegate_name text
public.acknowledgement delegate_email text
public.api_key id uuid not null
public.api_key organisation_id uuid not null
public.api_key name text not null
public.api_key roles text[] not null
public.api_key prefix text not null
public.api_key secret_hash bytea not null
public.api_key created_by uuid not null
public.api_key created_at timestamp with time zone not null
public.api_key expires_at timestamp with time zone not null
public.api_key revoked_at timestamp with time zone
public.artifact id uuid not null
public.artifact publication_id uuid not null
public.artifact vendor_id uuid not null
public.artifact upload_id uuid not null
public.artifact "position" integer not null
public.artifact name text not null
public.artifact size_bytes bigint not null
public.artifact sha256 text not null
public.artifact media_type text not null
public.artifact is_machine_readable boolean not null
public.asset id uuid not null
public.asset hospital_id uuid not null
public.asset site_id uuid not null
public.asset release_id uuid not null
public.asset vendor_id uuid not null
public.asset name text
public.asset serial_number text
public.asset lot text
public.asset quantity integer not null default 1
public.asset location text
public.asset connections text[] not null
public.asset is_connected boolean generated (connections <> ARRAY['NONE'::text])
public.asset status text not null default 'IN_USE'::text
public.asset created_at timestamp with time zone not null
public.asset_import id uuid not null
public.asset_import organisation_id uuid not null
public.asset_import file_name text not null
public.asset_import sha256 text not null
public.asset_import header text[] not null
public.asset_import columns text[] not null
public.asset_import state text not null default 'MAPPING'::text
public.asset_import row_count integer not null
public.asset_import done_count integer not null default 0
public.asset_import created_at timestamp with time zone not null
public.asset_import applied_at timestamp with time zone
public.asset_import about text not null default 'ASSETS'::text
public.asset_import_product import_id uuid not null
public.asset_import_product organisation_id uuid not null
public.asset_import_product key text not null
public.asset_import_product gtin text
public.asset_import_product approval_number text
public.asset_import_product name text
public.asset_import_product maker_name text
public.asset_import_product product_id uuid
public.asset_import_row import_id uuid not null
public.asset_import_row organisation_id uuid not null
public.asset_import_row place integer not null
public.asset_import_row row_number integer not null
public.asset_import_row cells text[] not null
public.asset_import_row verdict text
public.asset_import_row refusals jsonb not null default '[]'::jsonb
public.asset_import_row identity text
public.asset_import_row product_key text
public.asset_import_row asset_id uuid
public.asset_record asset_id uuid not null
public.asset_record hospital_id uuid not null
public.asset_record asset_tag text
public.asset_record department text
public.asset_record responsible_id uuid
public.asset_record installed_on date
public.asset_record ownership text not null default 'OWNED'::text
public.asset_record owner_name text
public.asset_record network_name text
public.asset_record network_address text
public.asset_record zone text
public.asset_record exposed_to text[] not null default '{}'::text[]
public.asset_record remote_maintenance text
public.asset_record controls text[] not null default '{}'::text[]
public.asset_record part_of_id uuid
public.asset_record retired_on date
public.asset_record decommissioning text
public.audit_grant id uuid not null
public.audit_grant organisation_id uuid not null
public.audit_grant auditor_id uuid not null
public.audit_grant publication_id uuid
public.audit_grant period_from timestamp with time zone
public.audit_grant period_until timestamp with time zone
public.audit_grant expires_at timestamp with time zone not null
public.audit_grant revoked_at timestamp with time zone
public.audit_grant created_at timestamp with time zone not null
public.calendar_link id uuid not null
public.calendar_link hospital_id uuid not null
public.calendar_link site_id uuid not null
public.calendar_link name text not null
public.calendar_link language text not null
public.calendar_link secret_hash bytea not null
public.calendar_link created_by uuid not null
public.calendar_link created_at timestamp with time zone not null
public.calendar_link revoked_at timestamp with time zone
public.case_asset case_id uuid not null
public.case_asset asset_id uuid not null
public.case_asset hospital_id uuid not null
public.case_asset vendor_id uuid not null
public.case_clock id uuid not null
public.case_clock case_id uuid not null
public.case_clock organisation_id uuid not null
public.case_clock basis text not null
public.case_clock aware_at timestamp with time zone not null
public.case_clock due_at timestamp with time zone not null
public.case_clock started_by_name text
public.case_clock started_at timestamp with time zone not null
public.case_clock met_at timestamp with time zone
public.case_clock met_words text
public.case_clock overdue_noted_at timestamp with time zone
public.case_entry id uuid not null
public.case_entry case_id uuid not null
public.case_entry kind text not null
public.case_entry organisation_id uuid not null
public.case_entry organisation_name text not null
public.case_entry organisation_english_name text
public.case_entry user_id uuid
public.case_entry author_name text
public.case_entry words text not null
public.case_entry is_internal boolean not null
public.case_entry corrects_id uuid
public.case_entry to_state text
public.case_entry told_whom text
public.case_entry told_means text
public.case_entry told_at timestamp with time zone
public.case_entry written_at timestamp with time zone not null
public.case_file id uuid not null
public.case_file entry_id uuid not null
public.case_file case_id uuid not null
public.case_file organisation_id uuid not null
public.case_file upload_id uuid not null
public.case_file "position" integer not null
public.case_file name text not null
public.case_file size_bytes bigint not null
public.case_file sha256 text not null
public.case_file media_type text not null
public.case_internals case_id uuid not null
public.case_internals organisation_id uuid not null
public.case_internals notes text
public.case_internals contacts text
public.case_internals measures text
public.case_internals version integer not null
public.case_internals changed_at timestamp with time zone not null
public.case_party id uuid not null
public.case_party case_id uuid not null
public.case_party vendor_id uuid not null
public.case_party organisation_id uuid not null
public.case_party organisation_name text not null
public.case_party organisation_english_name text
public.case_party user_id uuid not null
public.case_party name text not null
public.case_party email text not null
public.case_party state text not null
public.case_party sees_from timestamp with time zone
public.case_party invited_at timestamp with time zone not null
public.case_party accepted_at timestamp with time zone
public.case_party removed_at timestamp with time zone
public.chase_demand id uuid not null
public.chase_demand vendor_id uuid not null
public.chase_demand publication_id uuid not null
public.chase_demand demanded_by uuid not null
public.chase_demand demanded_at timestamp with time zone not null
public.chase_happening id uuid not null
public.chase_happening step_id uuid not null
public.chase_happening at timestamp with time zone not null
public.chase_happening what text not null
public.chase_happening recipient_id uuid
public.chase_happening detail text
public.chase_happening outcome text
public.chase_happening reached_name text
public.chase_happening reached_at timestamp with time zone
public.chase_happening words text
public.chase_happening recorded_by uuid
public.chase_recipient id uuid not null
public.chase_recipient step_id uuid not null
public.chase_recipient organisation_id uuid not null
public.chase_recipient source text not null
public.chase_recipient source_id uuid not null
public.chase_recipient user_id uuid
public.chase_recipient name text not null
public.chase_recipient email text
public.chase_recipient mail_id uuid
public.chase_step id uuid not null
public.chase_step hospital_id uuid not null
public.chase_step vendor_id uuid not null
public.chase_step publication_id uuid not null
public.chase_step delivery_id uuid not null
public.chase_step site_id uuid not null
public.chase_step side text not null
public.chase_step plan_id uuid not null
public.chase_step step smallint not null
public.chase_step channel text not null
public.chase_step role text not null
public.chase_step due_at timestamp with time zone not null
public.chase_step state text not null
public.chase_step moved_to timestamp with time zone
public.chase_step taken_at timestamp with time zone
public.chase_step recipient_count integer not null default 0
public.chase_step demand_id uuid
public.chase_step reader_ids uuid[]
public.chasing_plan id uuid not null
public.chasing_plan organisation_id uuid
public.chasing_plan side text not null
public.chasing_plan severity text
public.chasing_plan publication_kind text
public.chasing_plan steps jsonb not null
public.chasing_plan stops_at text not null
public.chasing_plan quiet_from integer
public.chasing_plan quiet_until integer
public.chasing_plan rests_on_holidays boolean not null
public.chasing_plan created_by uuid
public.chasing_plan created_at timestamp with time zone not null
public.chasing_plan replaced_at timestamp with time zone
public.checklist_answer request_id uuid not null
public.checklist_answer vendor_id uuid not null
public.checklist_answer item text not null
public.checklist_answer answer text not null
public.checklist_answer confirmed_on date not null
public.checklist_answer target_on date
public.checklist_answer remark text
public.checklist_answer answered_at timestamp with time zone not null
public.component upload_id uuid not null
public.component organisation_id uuid not null
public.component "position" integer not null
public.component ref text not null
public.component type text
public.component group_name text
public.component name text not null
public.component version text
public.component supplier text
public.component purl text
public.component cpe text
public.component licences text[] not null
public.component hashes text[] not null
public.component support_level text
public.component end_of_support_on date
public.component is_subject boolean not null
public.component name_key text not null
public.component purl_base text
public.component cpe_base text
public.component keys text[] not null
public.component missing text[] not null
public.component depends_on integer[] not null
public.component reached_by integer
public.component place text not null
public.contact id uuid not null
public.contact organisation_id uuid not null
public.contact site_id uuid
public.contact relationship_id uuid
public.contact kind text not null
public.contact name text not null
public.contact email text
public.contact phone text
public.contact note text
public.contact created_at timestamp with time zone not null
public.decision_chase hospital_id uuid not null
public.decision_chase chased_at timestamp with time zone not null
public.delegate id uuid not null
public.delegate hospital_id uuid not null
public.delegate site_id uuid not null
public.delegate name text not null
public.delegate email text not null
public.delegate language text not null
public.delegate expires_at timestamp with time zone not null
public.delegate created_by uuid not null
public.delegate created_at timestamp with time zone not null
public.delegate revoked_at timestamp with time zone
public.delegate_link id uuid not null
public.delegate_link delegate_id uuid not null
public.delegate_link hospital_id uuid not null
public.delegate_link delivery_id uuid not null
public.delegate_link site_id uuid not null
public.delegate_link secret_hash bytea not null
public.delegate_link created_at timestamp with time zone not null
public.delegate_link expires_at timestamp with time zone not null
public.delegate_link used_at timestamp with time zone
public.delegate_link browser_hash bytea
public.delegate_link code_hash bytea
public.delegate_link code_expires_at timestamp with time zone
public.delegate_link code_tries integer not null default 0
public.delegate_link codes_sent integer not null default 0
public.delivery id uuid not null
public.delivery hospital_id uuid not null
public.delivery vendor_id uuid not null
public.delivery publication_id uuid not null
public.delivery series_id uuid not null
public.delivery revision integer not null
public.delivery notice text not null
public.delivery kind text not null
public.delivery severity text not null
public.delivery gravity smallint not null
public.delivery tlp text not null
public.delivery delivered_at timestamp with time zone not null
public.delivery actions jsonb not null
public.delivery due_on date
public.delivery is_for_information boolean not null
public.delivery is_vendor_informed boolean not null
public.delivery reader_ids uuid[]
public.delivery closed_at timestamp with time zone
public.delivery second_check_missed_at timestamp with time zone
public.delivery open_sites integer not null
public.delivery unseen_sites integer not null
public.delivery site_count integer not null
public.delivery_site hospital_id uuid not null
public.delivery_site delivery_id uuid not null
public.delivery_site site_id uuid not null
public.delivery_site vendor_id uuid not null
public.delivery_site publication_id uuid not null
public.delivery_site is_connected boolean not null
public.delivery_site state text not null
public.delivery_site coverage text not null
public.delivery_site covered_by_id uuid
public.delivery_site viewed_at timestamp with time zone
public.delivery_site acknowledged_at timestamp with time zone
public.delivery_site acknowledgement_id uuid
public.delivery_site is_answered boolean not null default false
public.delivery_site is_vendor_informed boolean not null
public.delivery_site reader_ids uuid[]
public.delivery_site derived_answers jsonb not null default '[]'::jsonb
public.end_of_support_decision id uuid not null
public.end_of_support_decision hospital_id uuid not null
public.end_of_support_decision asset_id uuid not null
public.end_of_support_decision site_id uuid not null
public.end_of_support_decision release_id uuid not null
public.end_of_support_decision stage text not null
public.end_of_support_decision kind text not null
public.end_of_support_decision state text not null
public.end_of_support_decision replace_by date
public.end_of_support_decision contract text
public.end_of_support_decision extended_until date
public.end_of_support_decision owner_id uuid not null
public.end_of_support_decision reason text not null
public.end_of_support_decision controls text[] not null
public.end_of_support_decision review_on date not null
public.end_of_support_decision decided_by uuid not null
public.end_of_support_decision decided_at timestamp with time zone not null
public.end_of_support_decision answered_by uuid
public.end_of_support_decision answered_at timestamp with time zone
public.end_of_support_decision refusal_reason text
public.end_of_support_decision ended_at timestamp with time zone
public.evaluation id uuid not null
public.evaluation hospital_id uuid not null
public.evaluation vendor_id uuid not null
public.evaluation product_id uuid not null
public.evaluation state text not null default 'REQUESTED'::text
public.evaluation until date not null
public.evaluation note text
public.evaluation reason text
public.evaluation requested_at timestamp with time zone not null
public.evaluation answered_at timestamp with time zone
public.evaluation ended_at timestamp with time zone
public.filed_document id uuid not null
public.filed_document hospital_id uuid not null
public.filed_document kind text not null
public.filed_document title text not null
public.filed_document source text not null
public.filed_document source_note text
public.filed_document received_on date not null
public.filed_document filed_by uuid not null
public.filed_document filed_at timestamp with time zone not null
public.filed_document removed_at timestamp with time zone
public.filed_document removal_reason text
public.filed_document_release filed_document_id uuid not null
public.filed_document_release hospital_id uuid not null
public.filed_document_release release_id uuid not null
public.filed_file id uuid not null
public.filed_file filed_document_id uuid not null
public.filed_file hospital_id uuid not null
public.filed_file upload_id uuid not null
public.filed_file "position" integer not null
public.finding_justification publication_id uuid not null
public.finding_justification vendor_id uuid not null
public.finding_justification upload_id uuid not null
public.finding_justification reason text not null
public.finding_justification justification text not null
public.finding_justification justified_by uuid not null
public.finding_justification justified_at timestamp with time zone not null
public.handover id uuid not null
public.handover giver_id uuid not null
public.handover giver_name text not null
public.handover giver_english_name text
public.handover receiver_id uuid not null
public.handover receiver_name text not null
public.handover receiver_english_name text
public.handover kind text not null
public.handover state text not null
public.handover handed_over_on date not null
public.handover return_by date
public.handover note text
public.handover decline_reason text
public.handover asset_id uuid not null
public.handover receiver_asset_id uuid
public.handover release_id uuid not null
public.handover serial_number text
public.handover lot text
public.handover history text not null
public.handover history_sha256 text not null
public.handover offered_at timestamp with time zone not null
public.handover answered_at timestamp with time zone
public.identity_provider id uuid not null
public.identity_provider organisation_id uuid not null
public.identity_provider issuer text not null
public.identity_provider client_id text not null
public.identity_provider client_secret bytea not null
public.identity_provider display_name text not null
public.identity_provider set_by uuid not null
public.identity_provider set_at timestamp with time zone not null
public.information_request id uuid not null
public.information_request hospital_id uuid not null
public.information_request vendor_id uuid not null
public.information_request product_id uuid
public.information_request release_id uuid
public.information_request publication_id uuid
public.information_request mds2_question_id text
public.information_request component text
public.information_request vulnerability text
public.information_request reader_ids uuid[]
public.information_request title text not null
public.information_request urgency text not null
public.information_request state text not null
public.information_request decline_reason text
public.information_request asked_at timestamp with time zone not null
public.information_request promised_hours integer
public.information_request clock_started_at timestamp with time zone not null
public.information_request due_at timestamp with time zone
public.information_request paused_since timestamp with time zone
public.information_request overdue_noted_at timestamp with time zone
public.information_request settled_at timestamp with time zone
public.information_request closed_at timestamp with time zone
public.information_request round_id uuid
public.installed_base_line id uuid not null
public.installed_base_line vendor_id uuid not null
public.installed_base_line hospital_id uuid not null
public.installed_base_line site_id uuid
public.installed_base_line release_id uuid not null
public.installed_base_line serial_number text
public.installed_base_line quantity integer not null default 1
public.installed_base_line state text not null default 'LISTED'::text
public.installed_base_line rejection_reason text
public.installed_base_line asset_id uuid
public.installed_base_line created_at timestamp with time zone not null
public.installed_base_line decided_at timestamp with time zone
public.invitation id uuid not null
public.invitation organisation_id uuid not null
public.invitation email text not null
public.invitation roles text[] not null
public.invitation site_ids uuid[]
public.invitation is_outside boolean not null default false
public.invitation language text not null default 'ja'::text
public.invitation token_hash bytea not null
public.invitation invited_by uuid
public.invitation expires_at timestamp with time zone not null
public.invitation accepted_at timestamp with time zone
public.invitation revoked_at timestamp with time zone
public.invitation created_at timestamp with time zone not null
public.maintenance_window id uuid not null
public.maintenance_window hospital_id uuid not null
public.maintenance_window site_id uuid not null
public.maintenance_window name text not null
public.maintenance_window weekdays text[] not null
public.maintenance_window local_start text not null
public.maintenance_window minutes integer not null
public.maintenance_window time_zone text not null
public.maintenance_window from_on date not null
public.maintenance_window until_on date
public.maintenance_window created_at timestamp with time zone not null
public.maintenance_window removed_at timestamp with time zone
public.mandate id uuid not null
public.mandate grantor_id uuid not null
public.mandate mandatary_id uuid not null
public.mandate product_ids uuid[] not null
public.mandate site_ids uuid[]
public.mandate acts text[] not null
public.mandate from_on date not null
public.mandate until_on date not null
public.mandate granted_at timestamp with time zone not null
public.mandate revoked_at timestamp with time zone
public.mandate revocation_reason text
public.mds2_answer upload_id uuid not null
public.mds2_answer organisation_id uuid not null
public.mds2_answer "position" integer not null
public.mds2_answer question_id text not null
public.mds2_answer section text not null
public.mds2_answer answer text not null
public.mds2_answer raw text
public.mds2_answer note text
public.member id uuid not null
public.member organisation_id uuid not null
public.member user_id uuid not null
public.member name text not null
public.member email text not null
public.member roles text[] not null
public.member site_ids uuid[]
public.member is_outside boolean not null default false
public.member state text not null default 'ACTIVE'::text
public.member created_at timestamp with time zone not null
public.migration id integer not null default nextval('migration_id_seq'::regclass)
public.migration "timestamp" bigint not null
public.migration name character varying not null
public.organisation id uuid not null
public.organisation kind text not null
public.organisation service_kinds text[] not null default '{}'::text[]
public.organisation name text not null
public.organisation english_name text
public.organisation code text not null
public.organisation state text not null default 'ADMITTED'::text
public.organisation created_at timestamp with time zone not null
public.organisation suspended_at timestamp with time zone
public.organisation suspension_reason text
public.outgoing_mail id uuid not null
public.outgoing_mail template text not null
public.outgoing_mail address text not null
public.outgoing_mail language text not null
public.outgoing_mail state text not null
public.outgoing_mail is_followed boolean not null
public.outgoing_mail attempts integer not null
public.outgoing_mail smtp_code integer
public.outgoing_mail smtp_text text
public.outgoing_mail bounce_status text
public.outgoing_mail first_tried_at timestamp with time zone not null
public.outgoing_mail changed_at timestamp with time zone not null
public.outside_recipient id uuid not null
public.outside_recipient publication_id uuid not null
public.outside_recipient vendor_id uuid not null
public.outside_recipient hospital_name text not null
public.outside_recipient means text not null
public.outside_recipient sent_on date not null
public.outside_recipient responded_on date
public.outside_recipient note text
public.outside_recipient recorded_by uuid not null
public.outside_recipient recorded_at timestamp with time zone not null
public.product id uuid not null
public.product vendor_id uuid not null
public.product kind text not null
public.product name text not null
public.product english_name text
public.product is_connectable boolean not null
public.product created_at timestamp with time zone not null
public.product maker_name text
public.product is_outside boolean not null generated (maker_name IS NOT NULL)
public.product_identifier id uuid not null
public.product_identifier product_id uuid not null
public.product_identifier vendor_id uuid not null
public.product_identifier scheme text not null
public.product_identifier value text not null
public.product_identifier is_outside boolean not null default false
public.product_match_rejection hospital_id uuid not null
public.product_match_rejection outside_product_id uuid not null
public.product_match_rejection product_id uuid not null
public.product_match_rejection rejected_at timestamp with time zone not null
public.publication id uuid not null
public.publication series_id uuid not null
public.publication revision integer not null
public.publication supersedes_id uuid
public.publication vendor_id uuid not null
public.publication kind text not null
public.publication state text not null
public.publication title_ja text
public.publication title_en text
public.publication summary_ja text
public.publication summary_en text
public.publication severity text not null
public.publication tlp text not null
public.publication effective_on date
public.publication is_editorial boolean not null default false
public.publication is_emergency boolean not null default false
public.publication second_check_due_at timestamp with time zone
public.publication second_checked_at timestamp with time zone
public.publication second_checked_by uuid
public.publication second_check_missed_at timestamp with time zone
public.publication author_id uuid not null
public.publication submitted_at timestamp with time zone
public.publication sent_back_reason text
public.publication approved_by uuid
public.publication published_at timestamp with time zone
public.publication superseded_at timestamp with time zone
public.publication withdrawn_at timestamp with time zone
public.publication withdrawal_reason text
public.publication created_at timestamp with time zone not null
public.publication updated_at timestamp with time zone not null
public.publication delivered_at timestamp with time zone
public.publication withdrawal_delivered_at timestamp with time zone
public.publication changes jsonb
public.publication_action publication_id uuid not null
public.publication_action vendor_id uuid not null
public.publication_action kind text not null
public.publication_action due_on date not null
public.publication_contributor publication_id uuid not null
public.publication_contributor vendor_id uuid not null
public.publication_contributor contributor_id uuid not null
public.publication_recipient publication_id uuid not null
public.publication_recipient vendor_id uuid not null
public.publication_recipient hospital_id uuid not null
public.publication_recipient emails text[] not null default '{}'::text[]
public.publication_release publication_id uuid not null
public.publication_release release_id uuid not null
public.publication_release vendor_id uuid not null
public.published_answer id uuid not null
public.published_answer vendor_id uuid not null
public.published_answer product_id uuid
public.published_answer release_id uuid
public.published_answer publication_id uuid
public.published_answer published_at timestamp with time zone
public.published_answer withdrawn_at timestamp with time zone
public.published_answer withdrawal_reason text
public.published_answer_source answer_id uuid not null
public.published_answer_source vendor_id uuid not null
public.published_answer_source request_id uuid not null
public.published_answer_version id uuid not null
public.published_answer_version answer_id uuid not null
public.published_answer_version vendor_id uuid not null
public.published_answer_version number integer not null
public.published_answer_version state text not null
public.published_answer_version title text not null
public.published_answer_version question text not null
public.published_answer_version words text not null
public.published_answer_version proposed_by_id uuid not null
public.published_answer_version proposed_at timestamp with time zone not null
public.published_answer_version decided_by_id uuid
public.published_answer_version decided_at timestamp with time zone
public.published_answer_version send_back_reason text
public.published_answer_version grams text[] not null generated tasuki_grams(((((title || chr(10)) || question) || chr(10)) || words))
public.reading upload_id uuid not null
public.reading organisation_id uuid not null
public.reading format text
public.reading format_version text
public.reading facts jsonb not null
public.reading completeness jsonb not null
public.reading component_count integer not null
public.reading statement_count integer not null
public.reading answer_count integer not null
public.reading read_at timestamp with time zone not null
public.reading stated_products jsonb not null default '[]'::jsonb
public.relationship id uuid not null
public.relationship vendor_id uuid not null
public.relationship hospital_id uuid not null
public.relationship state text not null
public.relationship shares text not null default 'COUNTS'::text
public.relationship proposed_by_id uuid not null
public.relationship proposed_at timestamp with time zone not null
public.relationship confirmed_at timestamp with time zone
public.relationship ended_at timestamp with time zone
public.relationship ended_by_id uuid
public.release id uuid not null
public.release product_id uuid not null
public.release vendor_id uuid not null
public.release version text not null
public.release released_on date
public.release stage text not null default 'SUPPORTED'::text
public.release end_of_life_on date
public.release end_of_support_on date
public.release created_at timestamp with time zone not null
public.release is_outside boolean not null default false
public.release end_of_support_announced_on date
public.release is_sudden_legacy boolean not null default false
public.release_lifecycle_change id uuid not null
public.release_lifecycle_change release_id uuid not null
public.release_lifecycle_change vendor_id uuid not null
public.release_lifecycle_change what text not null
public.release_lifecycle_change before text
public.release_lifecycle_change after text
public.release_lifecycle_change reason text not null
public.release_lifecycle_change publication_id uuid
public.release_lifecycle_change changed_by uuid
public.release_lifecycle_change changed_at timestamp with time zone not null
public.request_attachment id uuid not null
public.request_attachment message_id uuid not null
public.request_attachment request_id uuid not null
public.request_attachment organisation_id uuid not null
public.request_attachment is_internal boolean not null
public.request_attachment upload_id uuid not null
public.request_attachment "position" integer not null
public.request_attachment name text not null
public.request_attachment size_bytes bigint not null
public.request_attachment sha256 text not null
public.request_attachment media_type text not null
public.request_message id uuid not null
public.request_message request_id uuid not null
public.request_message kind text not null
public.request_message organisation_id uuid not null
public.request_message user_id uuid
public.request_message api_key_id uuid
public.request_message author_name text
public.request_message words text not null
public.request_message is_internal boolean not null
public.request_message waits_for_hospital boolean not null
public.request_message written_at timestamp with time zone not null
public.request_message grams text[] generated 
CASE
    WHEN (kind = 'QUESTION'::text) THEN tasuki_grams(words)
    ELSE NULL::text[]
END
public.request_pause id uuid not null
public.request_pause request_id uuid not null
public.request_pause hospital_id uuid not null
public.request_pause vendor_id uuid not null
public.request_pause from_at timestamp with time zone not null
public.request_pause until_at timestamp with time zone
public.request_publication request_id uuid not null
public.request_publication publication_id uuid not null
public.request_publication vendor_id uuid not null
public.request_publication drafted_at timestamp with time zone not null
public.request_round id uuid not null
public.request_round hospital_id uuid not null
public.request_round kind text not null
public.request_round checklist text
public.request_round key uuid not null
public.request_round title text not null
public.request_round words text not null
public.request_round asked_at timestamp with time zone not null
public.response_promise vendor_id uuid not null
public.response_promise urgency text not null
public.response_promise hours integer not null
public.response_promise published_at timestamp with time zone not null
public.responsibility_transfer id uuid not null
public.responsibility_transfer vendor_id uuid not null
public.responsibility_transfer hospital_id uuid not null
public.responsibility_transfer release_id uuid not null
public.responsibility_transfer vendor_signed_by uuid
public.responsibility_transfer vendor_signed_at timestamp with time zone
public.responsibility_transfer hospital_signed_by uuid
public.responsibility_transfer hospital_signed_at timestamp with time zone
public.responsibility_transfer created_at timestamp with time zone not null
public.responsibility_transfer_item id uuid not null
public.responsibility_transfer_item transfer_id uuid not null
public.responsibility_transfer_item vendor_id uuid not null
public.responsibility_transfer_item hospital_id uuid not null
public.responsibility_transfer_item number integer not null
public.responsibility_transfer_item version integer not null
public.responsibility_transfer_item kind text not null
public.responsibility_transfer_item text text not null
public.responsibility_transfer_item effective_on date not null
public.responsibility_transfer_item site_ids uuid[]
public.responsibility_transfer_item state text not null
public.responsibility_transfer_item proposed_by uuid not null
public.responsibility_transfer_item proposed_at timestamp with time zone not null
public.responsibility_transfer_item answered_by uuid
public.responsibility_transfer_item answered_at timestamp with time zone
public.responsibility_transfer_item note text
public.shared_case id uuid not null
public.shared_case kind text not null
public.shared_case vendor_id uuid not null
public.shared_case hospital_id uuid
public.shared_case title text not null
public.shared_case state text not null
public.shared_case version integer not null
public.shared_case opened_by uuid not null
public.shared_case opened_at timestamp with time zone not null
public.shared_case closed_at timestamp with time zone
public.shared_case release_ids uuid[] not null
public.shared_case noticed_at timestamp with time zone
public.shared_case patient_impact text
public.shared_case asset_count integer
public.shared_case source_case_id uuid
public.shared_case reporter_name text
public.shared_case cve_ids text[] not null
public.shared_case jvn_ids text[] not null
public.shared_case embargo_until date
public.shared_case publication_id uuid
public.shared_case party_ids uuid[] not null
public.signature_check id uuid not null
public.signature_check publication_id uuid not null
public.signature_check vendor_id uuid not null
public.signature_check signature_upload_id uuid not null
public.signature_check upload_id uuid not null
public.signature_check result text not null
public.signature_check fingerprint text
public.signature_check signed_at timestamp with time zone
public.signature_check detail text
public.signature_check checked_at timestamp with time zone
public.signing_key id uuid not null
public.signing_key vendor_id uuid not null
public.signing_key fingerprint text not null
public.signing_key armored text not null
public.signing_key key_ids text[] not null
public.signing_key user_ids text[] not null
public.signing_key algorithm text not null
public.signing_key key_created_at timestamp with time zone not null
public.signing_key expires_at timestamp with time zone
public.signing_key registered_by uuid not null
public.signing_key registered_at timestamp with time zone not null
public.signing_key revoked_at timestamp with time zone
public.signing_key revocation_reason text
public.site id uuid not null
public.site organisation_id uuid not null
public.site name text not null
public.site english_name text
public.site address text
public.site is_active boolean not null default true
public.site created_at timestamp with time zone not null
public.stored_object sha256 text not null
public.stored_object object_key text not null
public.stored_object size_bytes bigint not null
public.stored_object created_at timestamp with time zone not null
public.update_application id uuid not null
public.update_application hospital_id uuid not null
public.update_application site_id uuid not null
public.update_application asset_id uuid not null
public.update_application vendor_id uuid not null
public.update_application series_id uuid not null
public.update_application publication_id uuid not null
public.update_application revision integer not null
public.update_application from_release_id uuid not null
public.update_application to_release_id uuid
public.update_application state text not null
public.update_application wave integer not null
public.update_application responsible_id uuid
public.update_application performer text not null
public.update_application starts_at timestamp with time zone
public.update_application ends_at timestamp with time zone
public.update_application time_zone text
public.update_application is_outside_windows boolean not null
public.update_application countersignature text not null
public.update_application countersigner text
public.update_application countersignature_note text
public.update_application installed_sha256 text
public.update_application is_published_package boolean
public.update_application reason text
public.update_application compensating_controls text[] not null
public.update_application review_on date
public.update_application prerequisites jsonb not null
public.update_application verification_steps jsonb not null
public.update_application unverified_reason text
public.update_application halted_at timestamp with time zone
public.update_application withdrawal_decision text
public.update_application reminded_at timestamp with time zone
public.update_application chased_at timestamp with time zone
public.update_application reader_ids uuid[]
public.update_application version integer not null
public.update_application created_at timestamp with time zone not null
public.update_application updated_at timestamp with time zone not null
public.update_evidence id uuid not null
public.update_evidence step_id uuid not null
public.update_evidence application_id uuid not null
public.update_evidence hospital_id uuid not null
public.update_evidence vendor_id uuid not null
public.update_evidence upload_id uuid not null
public.update_evidence "position" integer not null
public.update_evidence name text not null
public.update_evidence size_bytes bigint not null
public.update_evidence sha256 text not null
public.update_evidence media_type text not null
public.update_report id uuid not null
public.update_report vendor_id uuid not null
public.update_report hospital_id uuid not null
public.update_report publication_id uuid not null
public.update_report serial_number text not null
public.update_report performer text not null
public.update_report installed_sha256 text
public.update_report note text
public.update_report user_id uuid
public.update_report api_key_id uuid
public.update_report reported_at timestamp with time zone not null
public.update_step id uuid not null
public.update_step application_id uuid not null
public.update_step hospital_id uuid not null
public.update_step vendor_id uuid not null
public.update_step act text not null
public.update_step from_state text
public.update_step to_state text not null
public.update_step note text
public.update_step organisation_id uuid
public.update_step user_id uuid
public.update_step api_key_id uuid
public.update_step recorded_at timestamp with time zone not null
public.update_step on_behalf_of_id uuid
public.update_step mandate_id uuid
public.upload id uuid not null
public.upload organisation_id uuid not null
public.upload name text not null
public.upload size_bytes bigint not null
public.upload sha256 text not null
public.upload content_type text not null
public.upload part_size_bytes bigint not null
public.upload object_key text not null
public.upload multipart_id text not null
public.upload state text not null
public.upload media_type text
public.upload is_machine_readable boolean
public.upload refusal_reason text
public.upload findings jsonb not null default '[]'::jsonb
public.upload created_by uuid not null
public.upload created_at timestamp with time zone not null
public.upload expires_at timestamp with time zone not null
public.upload is_kept boolean not null default false
public.upload_part upload_id uuid not null
public.upload_part organisation_id uuid not null
public.upload_part number integer not null
public.upload_part etag text not null
public.upload_part received_at timestamp with time zone not null
public.vulnerability_statement upload_id uuid not null
public.vulnerability_statement organisation_id uuid not null
public.vulnerability_statement "position" integer not null
public.vulnerability_statement vulnerability text not null
public.vulnerability_statement aliases text[] not null
public.vulnerability_statement product jsonb not null
public.vulnerability_statement component jsonb
public.vulnerability_statement component_keys text[] not null
public.vulnerability_statement status text not null
public.vulnerability_statement raw_status text not null
public.vulnerability_statement justification text
public.vulnerability_statement impact text
public.vulnerability_statement remediations jsonb not null
public.vulnerability_statement scores jsonb not null
public.vulnerability_statement title text
public.vulnerability_statement body text
public.vulnerability_statement cwes text[] not null
public.vulnerability_statement place text not null
public.webhook id uuid not null
public.webhook organisation_id uuid not null
public.webhook url text not null
public.webhook kinds text[] not null
public.webhook pause_cause text
public.webhook secret bytea not null
public.webhook former_secret bytea
public.webhook former_secret_until timestamp with time zone
public.webhook created_by uuid not null
public.webhook created_at timestamp with time zone not null
public.webhook last_attempt_at timestamp with time zone
public.webhook last_status integer
public.webhook last_failure text
public.webhook_cursor id boolean not null default true
public.webhook_cursor next_index bigint not null
public.webhook_delivery id uuid not null
public.webhook_delivery webhook_id uuid not null
public.webhook_delivery organisation_id uuid not null
public.webhook_delivery event_id uuid
public.webhook_delivery kind text not null
public.webhook_delivery body text not null
public.webhook_delivery created_at timestamp with time zone not null
public.webhook_delivery state text not null
public.webhook_delivery attempts jsonb not null default '[]'::jsonb
public.webhook_delivery tries integer not null default 0
public.webhook_delivery next_attempt_at timestamp with time zone
public.webhook_delivery leased_until timestamp with time zone
trail.checkpoint size bigint not null
trail.checkpoint root bytea not null
trail.checkpoint note text not null
trail.checkpoint created_at timestamp with time zone not null
trail.entry log_index bigint not null
trail.entry event_id uuid not null
trail.event id uuid not null
trail.event recorded_at timestamp with time zone not null
trail.event kind text not null
trail.event organisation_id uuid
trail.event counterpart_id uuid
trail.event subject_type text not null
trail.event subject_id uuid not null
trail.event facts text not null
trail.event facts_salt bytea not null default trail.salt()
trail.event person text default 'null'::text
trail.event person_salt bytea default trail.salt()
trail.event person_hash bytea not null
trail.event commitment bytea not null
trail.event on_behalf_of_id uuid
trail.pending event_id uuid not null
trail.pending commitment bytea not null
trail.tile level smallint not null
trail.tile tile_index bigint not null
trail.tile data bytea not null

-- Views
public.public_file security_barrier=true
 SELECT a.id,
    a.publication_id,
    a."position",
    a.name,
    a.size_bytes,
    a.sha256,
    a.media_type
   FROM (artifact a
     JOIN public_publication p ON ((p.id = a.publication_id)));
public.public_product security_barrier=true
 SELECT p.id,
    p.kind,
    p.name,
    p.english_name,
    p.vendor_id,
    v.name AS vendor_name,
    v.english_name AS vendor_english_name,
    v.state AS vendor_state
   FROM (product p
     JOIN organisation v ON ((v.id = p.vendor_id)))
  WHERE ((p.maker_name IS NULL) AND (v.state = 'ADMITTED'::text) AND (v.kind = ANY (ARRAY['MANUFACTURER'::text, 'SERVICE_PROVIDER'::text])));
public.public_product_identifier security_barrier=true
 SELECT i.id,
    i.product_id,
    i.scheme,
    i.value
   FROM (product_identifier i
     JOIN public_product p ON ((p.id = i.product_id)))
  WHERE (NOT i.is_outside);
public.public_publication security_barrier=true
 SELECT p.id,
    p.kind,
    p.state,
    p.tlp,
    p.revision,
    p.title_ja,
    p.title_en,
    p.summary_ja,
    p.summary_en,
    p.severity,
    p.effective_on,
    p.published_at,
    p.withdrawn_at,
    p.withdrawal_reason,
    p.vendor_id,
    v.name AS vendor_name,
    v.english_name AS vendor_english_name,
    v.state AS vendor_state
   FROM (publication p
     JOIN organisation v ON ((v.id = p.vendor_id)))
  WHERE ((p.tlp = 'CLEAR'::text) AND (p.state = ANY (ARRAY['PUBLISHED'::text, 'WITHDRAWN'::text])) AND (v.state = 'ADMITTED'::text) AND (v.kind = ANY (ARRAY['MANUFACTURER'::text, 'SERVICE_PROVIDER'::text])));
public.public_publication_product security_barrier=true
 SELECT DISTINCT p.id AS publication_id,
    r.product_id
   FROM ((public_publication p
     JOIN publication_release pr ON ((pr.publication_id = p.id)))
     JOIN public_release r ON ((r.id = pr.release_id)));
public.public_release security_barrier=true
 SELECT r.id,
    r.product_id,
    r.version,
    r.released_on,
    r.stage,
    r.end_of_life_on,
    r.end_of_support_on,
    r.end_of_support_announced_on
   FROM (release r
     JOIN public_product p ON ((p.id = r.product_id)))
  WHERE (NOT r.is_outside);

-- Partitions
public.delivery_0 of delivery FOR VALUES WITH (modulus 8, remainder 0)
public.delivery_1 of delivery FOR VALUES WITH (modulus 8, remainder 1)
public.delivery_2 of delivery FOR VALUES WITH (modulus 8, remainder 2)
public.delivery_3 of delivery FOR VALUES WITH (modulus 8, remainder 3)
public.delivery_4 of delivery FOR VALUES WITH (modulus 8, remainder 4)
public.delivery_5 of delivery FOR VALUES WITH (modulus 8, remainder 5)
public.delivery_6 of delivery FOR VALUES WITH (modulus 8, remainder 6)
public.delivery_7 of delivery FOR VALUES WITH (modulus 8, remainder 7)
public.delivery_site_0 of delivery_site FOR VALUES WITH (modulus 8, remainder 0)
public.delivery_site_1 of delivery_site FOR VALUES WITH (modulus 8, remainder 1)
public.delivery_site_2 of delivery_site FOR VALUES WITH (modulus 8, remainder 2)
public.delivery_site_3 of delivery_site FOR VALUES WITH (modulus 8, remainder 3)
public.delivery_site_4 of delivery_site FOR VALUES WITH (modulus 8, remainder 4)
public.delivery_site_5 of delivery_site FOR VALUES WITH (modulus 8, remainder 5)
public.delivery_site_6 of delivery_site FOR VALUES WITH (modulus 8, remainder 6)
public.delivery_site_7 of delivery_site FOR VALUES WITH (modulus 8, remainder 7)
trail.event_2026 of trail.event FOR VALUES FROM ('019b76da-a800-0000-0000-000000000000') TO ('01a2ce8b-d400-0000-0000-000000000000')
trail.event_2027 of trail.event FOR VALUES FROM ('01a2ce8b-d400-0000-0000-000000000000') TO ('01aa263d-0000-0000-0000-000000000000')
trail.event_2028 of trail.event FOR VALUES FROM ('01aa263d-0000-0000-0000-000000000000') TO ('01b18314-8800-0000-0000-000000000000')
trail.event_2029 of trail.event FOR VALUES FROM ('01b18314-8800-0000-0000-000000000000') TO ('01b8dac5-b400-0000-0000-000000000000')
trail.event_2030 of trail.event FOR VALUES FROM ('01b8dac5-b400-0000-0000-000000000000') TO ('01c03276-e000-0000-0000-000000000000')
trail.event_2031 of trail.event FOR VALUES FROM ('01c03276-e000-0000-0000-000000000000') TO ('01c78a28-0c00-0000-0000-000000000000')
trail.event_2032 of trail.event FOR VALUES FROM ('01c78a28-0c00-0000-0000-000000000000') TO ('01cee6ff-9400-0000-0000-000000000000')
trail.event_2033 of trail.event FOR VALUES FROM ('01cee6ff-9400-0000-0000-000000000000') TO ('01d63eb0-c000-0000-0000-000000000000')
trail.event_2034 of trail.event FOR VALUES FROM ('01d63eb0-c000-0000-0000-000000000000') TO ('01dd9661-ec00-0000-0000-000000000000')
trail.event_2035 of trail.event FOR VALUES FROM ('01dd9661-ec00-0000-0000-000000000000') TO ('01e4ee13-1800-0000-0000-000000000000')
trail.event_other of trail.event DEFAULT

-- Constraints
acknowledgement acknowledgement_check CHECK ((num_nonnulls(delegate_id, delegate_name, delegate_email) = ANY (ARRAY[0, 3])))
acknowledgement acknowledgement_corrects_id_fkey FOREIGN KEY (corrects_id) REFERENCES acknowledgement(id)
acknowledgement acknowledgement_delegate_id_fkey FOREIGN KEY (delegate_id) REFERENCES delegate(id)
acknowledgement acknowledgement_hospital_id_delivery_id_site_id_fkey FOREIGN KEY (hospital_id, delivery_id, site_id) REFERENCES delivery_site(hospital_id, delivery_id, site_id)
acknowledgement acknowledgement_hospital_id_delivery_id_site_id_fkey_1 FOREIGN KEY (hospital_id, delivery_id, site_id) REFERENCES delivery_site_0(hospital_id, delivery_id, site_id)
acknowledgement acknowledgement_hospital_id_delivery_id_site_id_fkey_2 FOREIGN KEY (hospital_id, delivery_id, site_id) REFERENCES delivery_site_1(hospital_id, delivery_id, site_id)
acknowledgement acknowledgement_hospital_id_delivery_id_site_id_fkey_3 FOREIGN KEY (hospital_id, delivery_id, site_id) REFERENCES delivery_site_2(hospital_id, delivery_id, site_id)
acknowledgement acknowledgement_hospital_id_delivery_id_site_id_fkey_4 FOREIGN KEY (hospital_id, delivery_id, site_id) REFERENCES delivery_site_3(hospital_id, delivery_id, site_id)
acknowledgement acknowledgement_hospital_id_delivery_id_site_id_fkey_5 FOREIGN KEY (hospital_id, delivery_id, site_id) REFERENCES delivery_site_4(hospital_id, delivery_id, site_id)
acknowledgement acknowledgement_hospital_id_delivery_id_site_id_fkey_6 FOREIGN KEY (hospital_id, delivery_id, site_id) REFERENCES delivery_site_5(hospital_id, delivery_id, site_id)
acknowledgement acknowledgement_hospital_id_delivery_id_site_id_fkey_7 FOREIGN KEY (hospital_id, delivery_id, site_id) REFERENCES delivery_site_6(hospital_id, delivery_id, site_id)
acknowledgement acknowledgement_hospital_id_delivery_id_site_id_fkey_8 FOREIGN KEY (hospital_id, delivery_id, site_id) REFERENCES delivery_site_7(hospital_id, delivery_id, site_id)
acknowledgement acknowledgement_pkey PRIMARY KEY (id)
api_key api_key_created_by_fkey FOREIGN KEY (created_by) REFERENCES member(id)
api_key api_key_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
api_key api_key_pkey PRIMARY KEY (id)
api_key api_key_roles_check CHECK ((roles <> '{}'::text[]))
api_key api_key_secret_hash_key UNIQUE (secret_hash)
artifact artifact_pkey PRIMARY KEY (id)
artifact artifact_publication_id_vendor_id_fkey FOREIGN KEY (publication_id, vendor_id) REFERENCES publication(id, vendor_id)
artifact artifact_upload_id_fkey FOREIGN KEY (upload_id) REFERENCES upload(id)
asset asset_connections_check CHECK (((connections <> '{}'::text[]) AND (connections <@ ARRAY['NETWORK'::text, 'DEVICE'::text, 'REMOVABLE_MEDIA'::text, 'MAINTENANCE_ONLY'::text, 'NONE'::text, 'UNKNOWN'::text])))
asset asset_connections_check1 CHECK (((NOT ('NONE'::text = ANY (connections))) OR (connections = ARRAY['NONE'::text])))
asset asset_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES organisation(id)
asset asset_pkey PRIMARY KEY (id)
asset asset_quantity_check CHECK (((quantity >= 1) AND (quantity <= 100000)))
asset asset_release_id_fkey FOREIGN KEY (release_id) REFERENCES release(id)
asset asset_site_id_fkey FOREIGN KEY (site_id) REFERENCES site(id)
asset asset_status_check CHECK ((status = ANY (ARRAY['EVALUATING'::text, 'IN_USE'::text, 'STORED'::text, 'LENT_OUT'::text, 'RETIRED'::text])))
asset asset_vendor_id_fkey FOREIGN KEY (vendor_id) REFERENCES organisation(id)
asset_import asset_import_about_check CHECK ((about = ANY (ARRAY['ASSETS'::text, 'INSTALLED_BASE'::text])))
asset_import asset_import_check CHECK ((cardinality(columns) = cardinality(header)))
asset_import asset_import_check1 CHECK (((done_count >= 0) AND (done_count <= row_count)))
asset_import asset_import_check2 CHECK (((state = 'APPLIED'::text) = (applied_at IS NOT NULL)))
asset_import asset_import_hospital_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
asset_import asset_import_pkey PRIMARY KEY (id)
asset_import asset_import_row_count_check CHECK (((row_count >= 1) AND (row_count <= 50000)))
asset_import asset_import_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
asset_import asset_import_state_check CHECK ((state = ANY (ARRAY['MAPPING'::text, 'CHECKING'::text, 'CHECKED'::text, 'APPLYING'::text, 'APPLIED'::text, 'DISCARDED'::text])))
asset_import_product asset_import_product_hospital_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
asset_import_product asset_import_product_import_id_fkey FOREIGN KEY (import_id) REFERENCES asset_import(id)
asset_import_product asset_import_product_pkey PRIMARY KEY (import_id, key)
asset_import_product asset_import_product_product_id_fkey FOREIGN KEY (product_id) REFERENCES product(id)
asset_import_row asset_import_row_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES asset(id)
asset_import_row asset_import_row_hospital_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
asset_import_row asset_import_row_import_id_fkey FOREIGN KEY (import_id) REFERENCES asset_import(id)
asset_import_row asset_import_row_pkey PRIMARY KEY (import_id, place)
asset_import_row asset_import_row_verdict_check CHECK ((verdict = ANY (ARRAY['NEW'::text, 'CHANGED'::text, 'SAME'::text, 'WRONG'::text])))
asset_record asset_record_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES asset(id)
asset_record asset_record_check CHECK ((part_of_id <> asset_id))
asset_record asset_record_check1 CHECK (((ownership <> 'OWNED'::text) OR (owner_name IS NULL)))
asset_record asset_record_controls_check CHECK ((controls <@ ARRAY['PHYSICAL_ACCESS'::text, 'REMOVABLE_MEDIA'::text, 'NETWORK_ISOLATION'::text, 'SEGREGATION'::text, 'MONITORING'::text, 'REMOTE_ACCESS'::text, 'FIREWALL'::text, 'ANTI_MALWARE'::text, 'BACKUP_AND_RESTORE'::text]))
asset_record asset_record_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES organisation(id)
asset_record asset_record_ownership_check CHECK ((ownership = ANY (ARRAY['OWNED'::text, 'LEASED'::text, 'ON_LOAN'::text, 'POOLED'::text])))
asset_record asset_record_part_of_id_fkey FOREIGN KEY (part_of_id) REFERENCES asset(id)
asset_record asset_record_pkey PRIMARY KEY (asset_id)
asset_record asset_record_responsible_id_fkey FOREIGN KEY (responsible_id) REFERENCES member(id)
audit_grant audit_grant_auditor_id_fkey FOREIGN KEY (auditor_id) REFERENCES organisation(id)
audit_grant audit_grant_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
audit_grant audit_grant_pkey PRIMARY KEY (id)
auth."rateLimit" "rateLimit_key_key" UNIQUE (key)
auth."rateLimit" "rateLimit_pkey" PRIMARY KEY (id)
auth."twoFactor" "twoFactor_pkey" PRIMARY KEY (id)
auth."twoFactor" "twoFactor_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE
auth."user" user_email_check CHECK ((email = lower(email)))
auth."user" user_email_key UNIQUE (email)
auth."user" user_pkey PRIMARY KEY (id)
auth.account account_pkey PRIMARY KEY (id)
auth.account "account_providerId_accountId_key" UNIQUE ("providerId", "accountId")
auth.account "account_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE
auth.passkey "passkey_credentialID_key" UNIQUE ("credentialID")
auth.passkey passkey_pkey PRIMARY KEY (id)
auth.passkey "passkey_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE
auth.session session_check CHECK (((NOT ("signedInBy" IS DISTINCT FROM 'SSO'::text)) = ("ssoOrganisationId" IS NOT NULL)))
auth.session session_pkey PRIMARY KEY (id)
auth.session "session_signedInBy_check" CHECK (("signedInBy" = ANY (ARRAY['PASSWORD'::text, 'TOTP'::text, 'BACKUP_CODE'::text, 'PASSKEY'::text, 'SSO'::text])))
auth.session session_token_key UNIQUE (token)
auth.session "session_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE
auth.sign_in_failure sign_in_failure_pkey PRIMARY KEY (account_key)
auth.verification verification_pkey PRIMARY KEY (id)
calendar_link calendar_link_created_by_fkey FOREIGN KEY (created_by) REFERENCES member(id)
calendar_link calendar_link_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES organisation(id)
calendar_link calendar_link_language_check CHECK ((language = ANY (ARRAY['ja'::text, 'en'::text])))
calendar_link calendar_link_pkey PRIMARY KEY (id)
calendar_link calendar_link_secret_hash_key UNIQUE (secret_hash)
calendar_link calendar_link_site_id_fkey FOREIGN KEY (site_id) REFERENCES site(id)
case_asset case_asset_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES asset(id)
case_asset case_asset_case_id_fkey FOREIGN KEY (case_id) REFERENCES shared_case(id)
case_asset case_asset_pkey PRIMARY KEY (case_id, asset_id)
case_clock case_clock_basis_check CHECK ((basis = ANY (ARRAY['FDA_30_DAYS'::text, 'FDA_60_DAYS'::text, 'EU_24_HOURS'::text, 'EU_72_HOURS'::text, 'EU_14_DAYS'::text, 'EU_ONE_MONTH'::text])))
case_clock case_clock_case_id_fkey FOREIGN KEY (case_id) REFERENCES shared_case(id)
case_clock case_clock_case_id_organisation_id_basis_key UNIQUE (case_id, organisation_id, basis)
case_clock case_clock_check CHECK ((due_at > aware_at))
case_clock case_clock_check1 CHECK (((met_at IS NULL) = (met_words IS NULL)))
case_clock case_clock_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
case_clock case_clock_pkey PRIMARY KEY (id)
case_entry case_entry_case_id_fkey FOREIGN KEY (case_id) REFERENCES shared_case(id)
case_entry case_entry_check CHECK (((kind = 'CORRECTION'::text) = (corrects_id IS NOT NULL)))
case_entry case_entry_check1 CHECK (((kind = 'STEP'::text) = (to_state IS NOT NULL)))
case_entry case_entry_check2 CHECK ((num_nonnulls(told_whom, told_means, told_at) =
CASE kind
    WHEN 'TOLD'::text THEN 3
    ELSE 0
END))
case_entry case_entry_check3 CHECK (((NOT is_internal) OR (kind <> ALL (ARRAY['OPENING'::text, 'STEP'::text]))))
case_entry case_entry_corrects_id_fkey FOREIGN KEY (corrects_id) REFERENCES case_entry(id)
case_entry case_entry_kind_check CHECK ((kind = ANY (ARRAY['OPENING'::text, 'REMARK'::text, 'TOLD'::text, 'STEP'::text, 'LESSON'::text, 'CORRECTION'::text])))
case_entry case_entry_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
case_entry case_entry_pkey PRIMARY KEY (id)
case_entry case_entry_told_means_check CHECK ((told_means = ANY (ARRAY['PHONE'::text, 'MAIL'::text, 'FAX'::text, 'POST'::text, 'VISIT'::text, 'WEB_FORM'::text, 'MEETING'::text, 'OTHER'::text])))
case_entry case_entry_told_whom_check CHECK ((told_whom = ANY (ARRAY['MINISTRY'::text, 'REGULATOR'::text, 'POLICE'::text, 'CERT'::text, 'OTHER_HOSPITAL'::text, 'PATIENTS'::text, 'VENDOR'::text, 'INSURER'::text, 'PRESS'::text, 'OTHER'::text])))
case_entry case_entry_words_check CHECK (((char_length(words) >= 1) AND (char_length(words) <= 20000)))
case_file case_file_case_id_fkey FOREIGN KEY (case_id) REFERENCES shared_case(id)
case_file case_file_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES case_entry(id)
case_file case_file_entry_id_position_key UNIQUE (entry_id, "position")
case_file case_file_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
case_file case_file_pkey PRIMARY KEY (id)
case_file case_file_upload_id_fkey FOREIGN KEY (upload_id) REFERENCES upload(id)
case_internals case_internals_case_id_fkey FOREIGN KEY (case_id) REFERENCES shared_case(id)
case_internals case_internals_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
case_internals case_internals_pkey PRIMARY KEY (case_id, organisation_id)
case_party case_party_case_id_fkey FOREIGN KEY (case_id) REFERENCES shared_case(id)
case_party case_party_case_id_vendor_id_fkey FOREIGN KEY (case_id, vendor_id) REFERENCES shared_case(id, vendor_id)
case_party case_party_check CHECK ((organisation_id <> vendor_id))
case_party case_party_check1 CHECK (((state = 'REMOVED'::text) OR ((state = 'ACCEPTED'::text) = (accepted_at IS NOT NULL))))
case_party case_party_check2 CHECK (((state = 'REMOVED'::text) = (removed_at IS NOT NULL)))
case_party case_party_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
case_party case_party_pkey PRIMARY KEY (id)
case_party case_party_state_check CHECK ((state = ANY (ARRAY['INVITED'::text, 'ACCEPTED'::text, 'REMOVED'::text])))
case_party case_party_vendor_id_fkey FOREIGN KEY (vendor_id) REFERENCES organisation(id)
chase_demand chase_demand_pkey PRIMARY KEY (id)
chase_demand chase_demand_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES publication(id)
chase_demand chase_demand_vendor_id_fkey FOREIGN KEY (vendor_id) REFERENCES organisation(id)
chase_happening chase_happening_check CHECK (((what = 'RECORDED'::text) = (outcome IS NOT NULL)))
chase_happening chase_happening_check1 CHECK (((outcome IS NULL) OR ((words IS NOT NULL) AND (reached_at IS NOT NULL) AND (recorded_by IS NOT NULL))))
chase_happening chase_happening_outcome_check CHECK ((outcome = ANY (ARRAY['REACHED'::text, 'NOT_REACHED'::text, 'GIVEN_UP'::text])))
chase_happening chase_happening_pkey PRIMARY KEY (id)
chase_happening chase_happening_recipient_id_fkey FOREIGN KEY (recipient_id) REFERENCES chase_recipient(id)
chase_happening chase_happening_step_id_fkey FOREIGN KEY (step_id) REFERENCES chase_step(id)
chase_happening chase_happening_what_check CHECK ((what = ANY (ARRAY['MOVED'::text, 'QUEUED'::text, 'SHOWN'::text, 'DUE_BY_HAND'::text, 'SKIPPED'::text, 'SENT'::text, 'REFUSED'::text, 'BOUNCED'::text, 'OPENED'::text, 'RECORDED'::text])))
chase_recipient chase_recipient_mail_id_key UNIQUE (mail_id)
chase_recipient chase_recipient_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
chase_recipient chase_recipient_pkey PRIMARY KEY (id)
chase_recipient chase_recipient_source_check CHECK ((source = ANY (ARRAY['MEMBER'::text, 'CONTACT'::text, 'DELEGATE'::text])))
chase_recipient chase_recipient_step_id_fkey FOREIGN KEY (step_id) REFERENCES chase_step(id)
chase_step chase_step_channel_check CHECK ((channel = ANY (ARRAY['MAIL'::text, 'PORTAL'::text, 'PHONE'::text, 'FAX'::text, 'POST'::text, 'VISIT'::text])))
chase_step chase_step_check CHECK (((state = 'MOVED'::text) = (taken_at IS NULL)))
chase_step chase_step_hospital_id_delivery_id_site_id_side_step_key UNIQUE (hospital_id, delivery_id, site_id, side, step)
chase_step chase_step_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES organisation(id)
chase_step chase_step_pkey PRIMARY KEY (id)
chase_step chase_step_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES chasing_plan(id)
chase_step chase_step_role_check CHECK ((role = ANY (ARRAY['RESPONSIBLE'::text, 'HOSPITAL_SECURITY'::text, 'HOSPITAL_ADMIN'::text, 'BACKUP_CONTACT'::text, 'EMERGENCY_CONTACT'::text, 'DELEGATE'::text, 'VENDOR_SUPPORT'::text])))
chase_step chase_step_side_check CHECK ((side = ANY (ARRAY['VENDOR'::text, 'HOSPITAL'::text])))
chase_step chase_step_state_check CHECK ((state = ANY (ARRAY['MOVED'::text, 'ASKED'::text, 'WAITING'::text, 'DONE'::text, 'SKIPPED'::text])))
chase_step chase_step_step_check CHECK (((step >= 1) AND (step <= 20)))
chase_step chase_step_vendor_id_fkey FOREIGN KEY (vendor_id) REFERENCES organisation(id)
chasing_plan chasing_plan_check CHECK (((quiet_from IS NULL) = (quiet_until IS NULL)))
chasing_plan chasing_plan_check1 CHECK ((quiet_from <> quiet_until))
chasing_plan chasing_plan_created_by_fkey FOREIGN KEY (created_by) REFERENCES member(id)
chasing_plan chasing_plan_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
chasing_plan chasing_plan_pkey PRIMARY KEY (id)
chasing_plan chasing_plan_quiet_from_check CHECK (((quiet_from >= 0) AND (quiet_from <= 1439)))
chasing_plan chasing_plan_quiet_until_check CHECK (((quiet_until >= 0) AND (quiet_until <= 1439)))
chasing_plan chasing_plan_severity_check CHECK ((severity = ANY (ARRAY['INFO'::text, 'LOW'::text, 'MEDIUM'::text, 'HIGH'::text, 'CRITICAL'::text])))
chasing_plan chasing_plan_side_check CHECK ((side = ANY (ARRAY['VENDOR'::text, 'HOSPITAL'::text])))
chasing_plan chasing_plan_stops_at_check CHECK ((stops_at = ANY (ARRAY['VIEWED'::text, 'ANSWERED'::text])))
checklist_answer checklist_answer_answer_check CHECK ((answer = ANY (ARRAY['YES'::text, 'NO'::text, 'NOT_APPLICABLE'::text])))
checklist_answer checklist_answer_check CHECK (((answer = 'NO'::text) OR (target_on IS NULL)))
checklist_answer checklist_answer_pkey PRIMARY KEY (request_id, item)
checklist_answer checklist_answer_remark_check CHECK (((char_length(remark) >= 1) AND (char_length(remark) <= 2000)))
checklist_answer checklist_answer_request_id_fkey FOREIGN KEY (request_id) REFERENCES information_request(id)
checklist_answer checklist_answer_vendor_id_fkey FOREIGN KEY (vendor_id) REFERENCES organisation(id)
component component_pkey PRIMARY KEY (upload_id, "position")
component component_support_level_check CHECK ((support_level = ANY (ARRAY['ACTIVE'::text, 'LIMITED'::text, 'NONE'::text, 'ABANDONED'::text, 'UNKNOWN'::text])))
component component_upload_id_fkey FOREIGN KEY (upload_id) REFERENCES reading(upload_id) ON DELETE CASCADE
contact contact_check CHECK (((email IS NOT NULL) OR (phone IS NOT NULL)))
contact contact_kind_check CHECK ((kind = ANY (ARRAY['SECURITY'::text, 'BACKUP'::text, 'EMERGENCY'::text])))
contact contact_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
contact contact_pkey PRIMARY KEY (id)
contact contact_relationship_id_fkey FOREIGN KEY (relationship_id) REFERENCES relationship(id)
contact contact_site_id_fkey FOREIGN KEY (site_id) REFERENCES site(id)
decision_chase decision_chase_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES organisation(id)
decision_chase decision_chase_pkey PRIMARY KEY (hospital_id)
delegate delegate_created_by_fkey FOREIGN KEY (created_by) REFERENCES member(id)
delegate delegate_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES organisation(id)
delegate delegate_language_check CHECK ((language = ANY (ARRAY['ja'::text, 'en'::text])))
delegate delegate_pkey PRIMARY KEY (id)
delegate delegate_site_id_fkey FOREIGN KEY (site_id) REFERENCES site(id)
delegate_link delegate_link_delegate_id_fkey FOREIGN KEY (delegate_id) REFERENCES delegate(id)
delegate_link delegate_link_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES organisation(id)
delegate_link delegate_link_pkey PRIMARY KEY (id)
delegate_link delegate_link_secret_hash_key UNIQUE (secret_hash)
delivery delivery_check CHECK (((NOT is_for_information) OR (open_sites = 0)))
delivery delivery_gravity_check CHECK (((gravity >= 0) AND (gravity <= 4)))
delivery delivery_hospital_id_publication_id_notice_key UNIQUE (hospital_id, publication_id, notice)
delivery delivery_notice_check CHECK ((notice = ANY (ARRAY['PUBLICATION'::text, 'WITHDRAWAL'::text])))
delivery delivery_open_sites_check CHECK ((open_sites >= 0))
delivery delivery_pkey PRIMARY KEY (hospital_id, id)
delivery delivery_unseen_sites_check CHECK ((unseen_sites >= 0))
delivery_site delivery_site_answered CHECK (((NOT is_answered) OR (acknowledgement_id IS NOT NULL) OR (derived_answers <> '[]'::jsonb)))
delivery_site delivery_site_check CHECK (((coverage = 'COVERED_BY'::text) = (covered_by_id IS NOT NULL)))
delivery_site delivery_site_check1 CHECK (((state <> 'ACKNOWLEDGED'::text) OR (acknowledgement_id IS NOT NULL)))
delivery_site delivery_site_coverage_check CHECK ((coverage = ANY (ARRAY['COVERED'::text, 'COVERED_BY'::text, 'NOT_COVERED'::text])))
delivery_site delivery_site_pkey PRIMARY KEY (hospital_id, delivery_id, site_id)
delivery_site delivery_site_state_check CHECK ((state = ANY (ARRAY['UNSEEN'::text, 'VIEWED'::text, 'ACKNOWLEDGED'::text])))
end_of_support_decision end_of_support_decision_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES asset(id)
end_of_support_decision end_of_support_decision_check CHECK (((kind = 'REPLACE'::text) = (replace_by IS NOT NULL)))
end_of_support_decision end_of_support_decision_check1 CHECK (((kind = 'EXTENDED_SUPPORT'::text) = (contract IS NOT NULL)))
end_of_support_decision end_of_support_decision_check10 CHECK (((state = 'REFUSED'::text) = (refusal_reason IS NOT NULL)))
end_of_support_decision end_of_support_decision_check11 CHECK (((state = ANY (ARRAY['REPLACED'::text, 'LAPSED'::text])) = (ended_at IS NOT NULL)))
end_of_support_decision end_of_support_decision_check2 CHECK (((kind = 'EXTENDED_SUPPORT'::text) = (extended_until IS NOT NULL)))
end_of_support_decision end_of_support_decision_check3 CHECK (((kind <> 'ISOLATE'::text) OR (controls <> '{}'::text[])))
end_of_support_decision end_of_support_decision_check4 CHECK ((review_on <= replace_by))
end_of_support_decision end_of_support_decision_check5 CHECK ((review_on <= extended_until))
end_of_support_decision end_of_support_decision_check6 CHECK (((kind = 'ACCEPT_RISK'::text) OR (state <> ALL (ARRAY['PROPOSED'::text, 'SIGNED'::text, 'REFUSED'::text]))))
end_of_support_decision end_of_support_decision_check7 CHECK (((kind <> 'ACCEPT_RISK'::text) OR (state <> 'DECIDED'::text)))
end_of_support_decision end_of_support_decision_check8 CHECK (((answered_by IS NULL) = (answered_at IS NULL)))
end_of_support_decision end_of_support_decision_check9 CHECK (((state <> ALL (ARRAY['SIGNED'::text, 'REFUSED'::text])) OR (answered_by IS NOT NULL)))
end_of_support_decision end_of_support_decision_controls_check CHECK ((controls <@ ARRAY['PHYSICAL_ACCESS'::text, 'REMOVABLE_MEDIA'::text, 'NETWORK_ISOLATION'::text, 'SEGREGATION'::text, 'MONITORING'::text, 'REMOTE_ACCESS'::text, 'FIREWALL'::text, 'ANTI_MALWARE'::text, 'BACKUP_AND_RESTORE'::text]))
end_of_support_decision end_of_support_decision_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES organisation(id)
end_of_support_decision end_of_support_decision_kind_check CHECK ((kind = ANY (ARRAY['REPLACE'::text, 'ISOLATE'::text, 'ACCEPT_RISK'::text, 'EXTENDED_SUPPORT'::text])))
end_of_support_decision end_of_support_decision_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES member(id)
end_of_support_decision end_of_support_decision_pkey PRIMARY KEY (id)
end_of_support_decision end_of_support_decision_release_id_fkey FOREIGN KEY (release_id) REFERENCES release(id)
end_of_support_decision end_of_support_decision_site_id_fkey FOREIGN KEY (site_id) REFERENCES site(id)
end_of_support_decision end_of_support_decision_stage_check CHECK ((stage = ANY (ARRAY['SUPPORTED'::text, 'LIMITED_SUPPORT'::text, 'END_OF_SUPPORT'::text])))
end_of_support_decision end_of_support_decision_state_check CHECK ((state = ANY (ARRAY['DECIDED'::text, 'PROPOSED'::text, 'SIGNED'::text, 'REFUSED'::text, 'REPLACED'::text, 'LAPSED'::text])))
evaluation evaluation_check CHECK (((state <> 'DECLINED'::text) OR (reason IS NOT NULL)))
evaluation evaluation_check1 CHECK (((state = 'ENDED'::text) = (ended_at IS NOT NULL)))
evaluation evaluation_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES organisation(id)
evaluation evaluation_pkey PRIMARY KEY (id)
evaluation evaluation_product_id_fkey FOREIGN KEY (product_id) REFERENCES product(id)
evaluation evaluation_state_check CHECK ((state = ANY (ARRAY['REQUESTED'::text, 'CONSENTED'::text, 'DECLINED'::text, 'ENDED'::text])))
evaluation evaluation_vendor_id_fkey FOREIGN KEY (vendor_id) REFERENCES organisation(id)
filed_document filed_document_check CHECK (((removed_at IS NULL) = (removal_reason IS NULL)))
filed_document filed_document_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES organisation(id)
filed_document filed_document_id_hospital_id_key UNIQUE (id, hospital_id)
filed_document filed_document_kind_check CHECK ((kind = ANY (ARRAY['MDS2'::text, 'SBOM'::text, 'UPDATE_PACKAGE'::text, 'LIFECYCLE_NOTICE'::text, 'ADVISORY'::text, 'SECURITY_GUIDE'::text, 'QUESTIONNAIRE'::text])))
filed_document filed_document_pkey PRIMARY KEY (id)
filed_document filed_document_source_check CHECK ((source = ANY (ARRAY['MAIL'::text, 'WEB_SITE'::text, 'PAPER'::text, 'MEDIA'::text, 'VISIT'::text, 'OTHER'::text])))
filed_document_release filed_document_release_filed_document_id_hospital_id_fkey FOREIGN KEY (filed_document_id, hospital_id) REFERENCES filed_document(id, hospital_id)
filed_document_release filed_document_release_pkey PRIMARY KEY (filed_document_id, release_id)
filed_document_release filed_document_release_release_id_fkey FOREIGN KEY (release_id) REFERENCES release(id)
filed_file filed_file_filed_document_id_hospital_id_fkey FOREIGN KEY (filed_document_id, hospital_id) REFERENCES filed_document(id, hospital_id)
filed_file filed_file_pkey PRIMARY KEY (id)
filed_file filed_file_upload_id_fkey FOREIGN KEY (upload_id) REFERENCES upload(id)
finding_justification finding_justification_pkey PRIMARY KEY (publication_id, upload_id, reason)
finding_justification finding_justification_publication_id_vendor_id_fkey FOREIGN KEY (publication_id, vendor_id) REFERENCES publication(id, vendor_id)
finding_justification finding_justification_upload_id_fkey FOREIGN KEY (upload_id) REFERENCES upload(id)
handover handover_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES asset(id)
handover handover_check CHECK ((receiver_id <> giver_id))
handover handover_check1 CHECK ((history_sha256 = encode(sha256(convert_to(history, 'UTF8'::name)), 'hex'::text)))
handover handover_check2 CHECK (((kind = 'LENT'::text) = (return_by IS NOT NULL)))
handover handover_check3 CHECK ((return_by > handed_over_on))
handover handover_check4 CHECK (((state = 'OFFERED'::text) = (answered_at IS NULL)))
handover handover_check5 CHECK (((state = 'DECLINED'::text) = (decline_reason IS NOT NULL)))
handover handover_check6 CHECK (((state <> 'TAKEN_OVER'::text) OR (receiver_asset_id IS NOT NULL)))
handover handover_giver_id_fkey FOREIGN KEY (giver_id) REFERENCES organisation(id)
handover handover_kind_check CHECK ((kind = ANY (ARRAY['SOLD'::text, 'GIVEN'::text, 'LENT'::text, 'RETURNED'::text])))
handover handover_pkey PRIMARY KEY (id)
handover handover_receiver_asset_id_fkey FOREIGN KEY (receiver_asset_id) REFERENCES asset(id)
handover handover_receiver_id_fkey FOREIGN KEY (receiver_id) REFERENCES organisation(id)
handover handover_release_id_fkey FOREIGN KEY (release_id) REFERENCES release(id)
handover handover_state_check CHECK ((state = ANY (ARRAY['OFFERED'::text, 'TAKEN_OVER'::text, 'DECLINED'::text, 'WITHDRAWN'::text])))
identity_provider identity_provider_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
identity_provider identity_provider_organisation_id_key UNIQUE (organisation_id)
identity_provider identity_provider_pkey PRIMARY KEY (id)
information_request information_request_check1 CHECK (((release_id IS NULL) OR (product_id IS NOT NULL)))
information_request information_request_check2 CHECK ((num_nonnulls(mds2_question_id, component, vulnerability) <= 1))
information_request information_request_check3 CHECK (((promised_hours IS NULL) = (due_at IS NULL)))
information_request information_request_check4 CHECK (((paused_since IS NULL) OR (state = ANY (ARRAY['OPEN'::text, 'REOPENED'::text]))))
information_request information_request_check5 CHECK (((state = ANY (ARRAY['OPEN'::text, 'REOPENED'::text])) = (settled_at IS NULL)))
information_request information_request_check6 CHECK (((state = 'CLOSED'::text) = (closed_at IS NOT NULL)))
information_request information_request_check7 CHECK (((state <> 'DECLINED'::text) OR (decline_reason IS NOT NULL)))
information_request information_request_decline_reason_check CHECK ((decline_reason = ANY (ARRAY['NOT_OUR_PRODUCT'::text, 'CONFIDENTIAL'::text, 'SUPPORT_ENDED'::text, 'NOT_CONTRACTED'::text, 'NOT_AVAILABLE'::text, 'ANSWERED_ELSEWHERE'::text, 'OTHER'::text])))
information_request information_request_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES organisation(id)
information_request information_request_pkey PRIMARY KEY (id)
information_request information_request_product_id_fkey FOREIGN KEY (product_id) REFERENCES product(id)
information_request information_request_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES publication(id)
information_request information_request_release_id_fkey FOREIGN KEY (release_id) REFERENCES release(id)
information_request information_request_round_id_fkey FOREIGN KEY (round_id) REFERENCES request_round(id)
information_request information_request_state_check CHECK ((state = ANY (ARRAY['OPEN'::text, 'ANSWERED'::text, 'DECLINED'::text, 'CLOSED'::text, 'REOPENED'::text])))
information_request information_request_subject CHECK (((num_nonnulls(product_id, publication_id) = 1) OR ((round_id IS NOT NULL) AND (publication_id IS NULL))))
information_request information_request_urgency_check CHECK ((urgency = ANY (ARRAY['URGENT'::text, 'NORMAL'::text, 'LOW'::text])))
information_request information_request_vendor_id_fkey FOREIGN KEY (vendor_id) REFERENCES organisation(id)
installed_base_line installed_base_line_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES asset(id)
installed_base_line installed_base_line_check CHECK (((state = 'LISTED'::text) = (decided_at IS NULL)))
installed_base_line installed_base_line_check1 CHECK (((state = 'REJECTED'::text) = (rejection_reason IS NOT NULL)))
installed_base_line installed_base_line_check2 CHECK (((state = 'CONFIRMED'::text) = (asset_id IS NOT NULL)))
installed_base_line installed_base_line_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES organisation(id)
installed_base_line installed_base_line_pkey PRIMARY KEY (id)
installed_base_line installed_base_line_quantity_check CHECK (((quantity >= 1) AND (quantity <= 100000)))
installed_base_line installed_base_line_release_id_fkey FOREIGN KEY (release_id) REFERENCES release(id)
installed_base_line installed_base_line_site_id_fkey FOREIGN KEY (site_id) REFERENCES site(id)
installed_base_line installed_base_line_state_check CHECK ((state = ANY (ARRAY['LISTED'::text, 'CONFIRMED'::text, 'REJECTED'::text])))
installed_base_line installed_base_line_vendor_id_fkey FOREIGN KEY (vendor_id) REFERENCES organisation(id)
invitation invitation_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES member(id)
invitation invitation_language_check CHECK ((language = ANY (ARRAY['ja'::text, 'en'::text])))
invitation invitation_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
invitation invitation_pkey PRIMARY KEY (id)
invitation invitation_roles_check CHECK ((roles <> '{}'::text[]))
invitation invitation_token_hash_key UNIQUE (token_hash)
jobs.worker worker_pkey PRIMARY KEY (worker_id)
maintenance_window maintenance_window_check CHECK ((until_on >= from_on))
maintenance_window maintenance_window_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES organisation(id)
maintenance_window maintenance_window_local_start_check CHECK ((local_start ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'::text))
maintenance_window maintenance_window_minutes_check CHECK (((minutes >= 1) AND (minutes <= 10080)))
maintenance_window maintenance_window_pkey PRIMARY KEY (id)
maintenance_window maintenance_window_site_id_fkey FOREIGN KEY (site_id) REFERENCES site(id)
maintenance_window maintenance_window_weekdays_check CHECK (((weekdays <> '{}'::text[]) AND (weekdays <@ ARRAY['MONDAY'::text, 'TUESDAY'::text, 'WEDNESDAY'::text, 'THURSDAY'::text, 'FRIDAY'::text, 'SATURDAY'::text, 'SUNDAY'::text])))
mandate mandate_acts_check CHECK (((acts <> '{}'::text[]) AND (acts <@ ARRAY['APPLY'::text])))
mandate mandate_check CHECK ((grantor_id <> mandatary_id))
mandate mandate_check1 CHECK ((until_on >= from_on))
mandate mandate_check2 CHECK (((revoked_at IS NULL) = (revocation_reason IS NULL)))
mandate mandate_grantor_id_fkey FOREIGN KEY (grantor_id) REFERENCES organisation(id)
mandate mandate_mandatary_id_fkey FOREIGN KEY (mandatary_id) REFERENCES organisation(id)
mandate mandate_pkey PRIMARY KEY (id)
mandate mandate_product_ids_check CHECK ((product_ids <> '{}'::uuid[]))
mandate mandate_site_ids_check CHECK ((site_ids <> '{}'::uuid[]))
mds2_answer mds2_answer_answer_check CHECK ((answer = ANY (ARRAY['YES'::text, 'NO'::text, 'NA'::text, 'SEE_NOTE'::text, 'BLANK'::text, 'OTHER'::text])))
mds2_answer mds2_answer_pkey PRIMARY KEY (upload_id, "position")
mds2_answer mds2_answer_upload_id_fkey FOREIGN KEY (upload_id) REFERENCES reading(upload_id) ON DELETE CASCADE
member member_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
member member_organisation_id_user_id_key UNIQUE (organisation_id, user_id)
member member_pkey PRIMARY KEY (id)
member member_roles_check CHECK ((roles <> '{}'::text[]))
member member_state_check CHECK ((state = ANY (ARRAY['ACTIVE'::text, 'ENDED'::text])))
member member_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id)
migration "PK_3043fc6b8af7c99b8b98830094f" PRIMARY KEY (id)
organisation organisation_check CHECK (((service_kinds <@ ARRAY['MAINTAINER'::text, 'DISTRIBUTOR'::text, 'LESSOR'::text, 'REPAIRER'::text]) AND ((kind = 'SERVICE_PROVIDER'::text) OR (service_kinds = '{}'::text[]))))
organisation organisation_code_check CHECK ((code ~ '^[A-Z0-9]{4}-[A-Z0-9]{4}$'::text))
organisation organisation_code_key UNIQUE (code)
organisation organisation_kind_check CHECK ((kind = ANY (ARRAY['MANUFACTURER'::text, 'SERVICE_PROVIDER'::text, 'HOSPITAL'::text, 'AUDITOR'::text, 'REGULATOR'::text, 'OPERATOR'::text])))
organisation organisation_pkey PRIMARY KEY (id)
organisation organisation_state_check CHECK ((state = ANY (ARRAY['ADMITTED'::text, 'SUSPENDED'::text])))
outgoing_mail outgoing_mail_check CHECK (((bounce_status IS NOT NULL) = (state = 'BOUNCED'::text)))
outgoing_mail outgoing_mail_language_check CHECK ((language = ANY (ARRAY['ja'::text, 'en'::text])))
outgoing_mail outgoing_mail_pkey PRIMARY KEY (id)
outgoing_mail outgoing_mail_state_check CHECK ((state = ANY (ARRAY['QUEUED'::text, 'SENDING'::text, 'SENT'::text, 'REFUSED'::text, 'BOUNCED'::text, 'UNKNOWN'::text])))
outside_recipient outside_recipient_means_check CHECK ((means = ANY (ARRAY['POST'::text, 'FAX'::text, 'PHONE'::text, 'VISIT'::text, 'MAIL'::text])))
outside_recipient outside_recipient_pkey PRIMARY KEY (id)
outside_recipient outside_recipient_publication_id_vendor_id_fkey FOREIGN KEY (publication_id, vendor_id) REFERENCES publication(id, vendor_id)
product product_id_vendor_id_is_outside_key UNIQUE (id, vendor_id, is_outside)
product product_kind_check CHECK ((kind = ANY (ARRAY['DEVICE'::text, 'SAMD'::text, 'MAINTENANCE_EQUIPMENT'::text, 'CLOUD_SERVICE'::text, 'OTHER_IT'::text])))
product product_pkey PRIMARY KEY (id)
product product_vendor_id_fkey FOREIGN KEY (vendor_id) REFERENCES organisation(id)
product_identifier product_identifier_pkey PRIMARY KEY (id)
product_identifier product_identifier_product_id_vendor_id_is_outside_fkey FOREIGN KEY (product_id, vendor_id, is_outside) REFERENCES product(id, vendor_id, is_outside)
product_identifier product_identifier_scheme_check CHECK ((scheme = ANY (ARRAY['GTIN'::text, 'JMDN'::text, 'APPROVAL_NUMBER'::text, 'VENDOR'::text])))
product_identifier product_identifier_vendor_id_fkey FOREIGN KEY (vendor_id) REFERENCES organisation(id)
product_match_rejection product_match_rejection_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES organisation(id)
product_match_rejection product_match_rejection_outside_product_id_fkey FOREIGN KEY (outside_product_id) REFERENCES product(id)
product_match_rejection product_match_rejection_pkey PRIMARY KEY (outside_product_id, product_id)
product_match_rejection product_match_rejection_product_id_fkey FOREIGN KEY (product_id) REFERENCES product(id)
publication publication_check CHECK (((title_ja IS NOT NULL) OR (title_en IS NOT NULL)))
publication publication_check1 CHECK (((state <> ALL (ARRAY['PUBLISHED'::text, 'SUPERSEDED'::text, 'WITHDRAWN'::text])) OR (published_at IS NOT NULL)))
publication publication_check2 CHECK (((state <> 'WITHDRAWN'::text) OR (withdrawal_reason IS NOT NULL)))
publication publication_id_vendor_id_key UNIQUE (id, vendor_id)
publication publication_kind_check CHECK ((kind = ANY (ARRAY['MDS2'::text, 'SBOM'::text, 'UPDATE_PACKAGE'::text, 'LIFECYCLE_NOTICE'::text, 'ADVISORY'::text, 'SECURITY_GUIDE'::text, 'QUESTIONNAIRE'::text])))
publication publication_pkey PRIMARY KEY (id)
publication publication_revision_check CHECK ((revision >= 1))
publication publication_series_id_revision_key UNIQUE (series_id, revision)
publication publication_severity_check CHECK ((severity = ANY (ARRAY['CRITICAL'::text, 'HIGH'::text, 'MEDIUM'::text, 'LOW'::text, 'INFO'::text])))
publication publication_state_check CHECK ((state = ANY (ARRAY['DRAFT'::text, 'IN_REVIEW'::text, 'PUBLISHED'::text, 'SUPERSEDED'::text, 'WITHDRAWN'::text])))
publication publication_supersedes_id_fkey FOREIGN KEY (supersedes_id) REFERENCES publication(id)
publication publication_tlp_check CHECK ((tlp = ANY (ARRAY['CLEAR'::text, 'GREEN'::text, 'AMBER'::text, 'AMBER_STRICT'::text, 'RED'::text])))
publication publication_vendor_id_fkey FOREIGN KEY (vendor_id) REFERENCES organisation(id)
publication_action publication_action_kind_check CHECK ((kind = ANY (ARRAY['ACKNOWLEDGE'::text, 'REPORT_AFFECTED'::text, 'APPLY_UPDATE'::text, 'DECIDE_END_OF_SUPPORT'::text, 'REPLY'::text])))
publication_action publication_action_pkey PRIMARY KEY (publication_id, kind)
publication_action publication_action_publication_id_vendor_id_fkey FOREIGN KEY (publication_id, vendor_id) REFERENCES publication(id, vendor_id)
publication_contributor publication_contributor_pkey PRIMARY KEY (publication_id, contributor_id)
publication_contributor publication_contributor_publication_id_vendor_id_fkey FOREIGN KEY (publication_id, vendor_id) REFERENCES publication(id, vendor_id)
publication_recipient publication_recipient_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES organisation(id)
publication_recipient publication_recipient_pkey PRIMARY KEY (publication_id, hospital_id)
publication_recipient publication_recipient_publication_id_vendor_id_fkey FOREIGN KEY (publication_id, vendor_id) REFERENCES publication(id, vendor_id)
publication_release publication_release_pkey PRIMARY KEY (publication_id, release_id)
publication_release publication_release_publication_id_vendor_id_fkey FOREIGN KEY (publication_id, vendor_id) REFERENCES publication(id, vendor_id)
publication_release publication_release_release_id_fkey FOREIGN KEY (release_id) REFERENCES release(id)
published_answer published_answer_check CHECK ((num_nonnulls(product_id, publication_id) = 1))
published_answer published_answer_check1 CHECK (((release_id IS NULL) OR (product_id IS NOT NULL)))
published_answer published_answer_check2 CHECK (((withdrawn_at IS NULL) = (withdrawal_reason IS NULL)))
published_answer published_answer_check3 CHECK (((withdrawn_at IS NULL) OR (published_at IS NOT NULL)))
published_answer published_answer_pkey PRIMARY KEY (id)
published_answer published_answer_product_id_fkey FOREIGN KEY (product_id) REFERENCES product(id)
published_answer published_answer_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES publication(id)
published_answer published_answer_release_id_fkey FOREIGN KEY (release_id) REFERENCES release(id)
published_answer published_answer_vendor_id_fkey FOREIGN KEY (vendor_id) REFERENCES organisation(id)
published_answer_source published_answer_source_answer_id_fkey FOREIGN KEY (answer_id) REFERENCES published_answer(id)
published_answer_source published_answer_source_pkey PRIMARY KEY (answer_id)
published_answer_source published_answer_source_request_id_fkey FOREIGN KEY (request_id) REFERENCES information_request(id)
published_answer_source published_answer_source_vendor_id_fkey FOREIGN KEY (vendor_id) REFERENCES organisation(id)
published_answer_version published_answer_version_answer_id_fkey FOREIGN KEY (answer_id) REFERENCES published_answer(id)
published_answer_version published_answer_version_answer_id_number_key UNIQUE (answer_id, number)
published_answer_version published_answer_version_check CHECK (((state = 'PROPOSED'::text) = (decided_at IS NULL)))
published_answer_version published_answer_version_check1 CHECK (((state = 'SENT_BACK'::text) = (send_back_reason IS NOT NULL)))
published_answer_version published_answer_version_check2 CHECK (((state <> ALL (ARRAY['IN_FORCE'::text, 'REPLACED'::text])) OR (decided_by_id <> proposed_by_id)))
published_answer_version published_answer_version_number_check CHECK ((number > 0))
published_answer_version published_answer_version_pkey PRIMARY KEY (id)
published_answer_version published_answer_version_question_check CHECK (((char_length(question) >= 1) AND (char_length(question) <= 20000)))
published_answer_version published_answer_version_state_check CHECK ((state = ANY (ARRAY['PROPOSED'::text, 'SENT_BACK'::text, 'IN_FORCE'::text, 'REPLACED'::text])))
published_answer_version published_answer_version_vendor_id_fkey FOREIGN KEY (vendor_id) REFERENCES organisation(id)
published_answer_version published_answer_version_words_check CHECK (((char_length(words) >= 1) AND (char_length(words) <= 20000)))
reading reading_check CHECK (((format IS NOT NULL) OR (((component_count + statement_count) + answer_count) = 0)))
reading reading_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
reading reading_pkey PRIMARY KEY (upload_id)
reading reading_upload_id_fkey FOREIGN KEY (upload_id) REFERENCES upload(id) ON DELETE CASCADE
relationship relationship_check CHECK ((vendor_id <> hospital_id))
relationship relationship_ended_by_id_fkey FOREIGN KEY (ended_by_id) REFERENCES organisation(id)
relationship relationship_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES organisation(id)
relationship relationship_pkey PRIMARY KEY (id)
relationship relationship_proposed_by_id_fkey FOREIGN KEY (proposed_by_id) REFERENCES organisation(id)
relationship relationship_shares_check CHECK ((shares = ANY (ARRAY['COUNTS'::text, 'ASSETS'::text])))
relationship relationship_state_check CHECK ((state = ANY (ARRAY['REQUESTED'::text, 'ACTIVE'::text, 'ENDED'::text])))
relationship relationship_vendor_id_fkey FOREIGN KEY (vendor_id) REFERENCES organisation(id)
release release_check CHECK ((end_of_life_on >= released_on))
release release_check1 CHECK ((end_of_support_on >= released_on))
release release_check2 CHECK ((end_of_support_on >= end_of_life_on))
release release_pkey PRIMARY KEY (id)
release release_product_id_vendor_id_is_outside_fkey FOREIGN KEY (product_id, vendor_id, is_outside) REFERENCES product(id, vendor_id, is_outside)
release release_product_id_version_key UNIQUE (product_id, version)
release release_stage_check CHECK ((stage = ANY (ARRAY['SUPPORTED'::text, 'LIMITED_SUPPORT'::text, 'END_OF_SUPPORT'::text])))
release release_vendor_id_fkey FOREIGN KEY (vendor_id) REFERENCES organisation(id)
release_lifecycle_change release_lifecycle_change_check CHECK ((before IS DISTINCT FROM after))
release_lifecycle_change release_lifecycle_change_check1 CHECK (((reason = 'NOTICE'::text) = (publication_id IS NOT NULL)))
release_lifecycle_change release_lifecycle_change_check2 CHECK (((reason = 'BY_HAND'::text) = (changed_by IS NOT NULL)))
release_lifecycle_change release_lifecycle_change_pkey PRIMARY KEY (id)
release_lifecycle_change release_lifecycle_change_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES publication(id)
release_lifecycle_change release_lifecycle_change_reason_check CHECK ((reason = ANY (ARRAY['DATE_REACHED'::text, 'NOTICE'::text, 'BY_HAND'::text])))
release_lifecycle_change release_lifecycle_change_release_id_fkey FOREIGN KEY (release_id) REFERENCES release(id)
release_lifecycle_change release_lifecycle_change_vendor_id_fkey FOREIGN KEY (vendor_id) REFERENCES organisation(id)
release_lifecycle_change release_lifecycle_change_what_check CHECK ((what = ANY (ARRAY['STAGE'::text, 'END_OF_LIFE_ON'::text, 'END_OF_SUPPORT_ON'::text, 'SUDDEN_LEGACY'::text])))
request_attachment request_attachment_message_id_fkey FOREIGN KEY (message_id) REFERENCES request_message(id)
request_attachment request_attachment_message_id_position_key UNIQUE (message_id, "position")
request_attachment request_attachment_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
request_attachment request_attachment_pkey PRIMARY KEY (id)
request_attachment request_attachment_request_id_fkey FOREIGN KEY (request_id) REFERENCES information_request(id)
request_attachment request_attachment_upload_id_fkey FOREIGN KEY (upload_id) REFERENCES upload(id)
request_message request_message_check CHECK (((NOT is_internal) OR (kind = 'REPLY'::text)))
request_message request_message_check1 CHECK (((NOT waits_for_hospital) OR ((kind = 'REPLY'::text) AND (NOT is_internal))))
request_message request_message_kind_check CHECK ((kind = ANY (ARRAY['QUESTION'::text, 'REPLY'::text, 'ANSWER'::text, 'DECLINE'::text, 'REOPENING'::text])))
request_message request_message_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
request_message request_message_pkey PRIMARY KEY (id)
request_message request_message_request_id_fkey FOREIGN KEY (request_id) REFERENCES information_request(id)
request_message request_message_words_check CHECK (((char_length(words) >= 1) AND (char_length(words) <= 20000)))
request_pause request_pause_check CHECK ((until_at >= from_at))
request_pause request_pause_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES organisation(id)
request_pause request_pause_pkey PRIMARY KEY (id)
request_pause request_pause_request_id_fkey FOREIGN KEY (request_id) REFERENCES information_request(id)
request_pause request_pause_vendor_id_fkey FOREIGN KEY (vendor_id) REFERENCES organisation(id)
request_publication request_publication_pkey PRIMARY KEY (publication_id)
request_publication request_publication_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES publication(id)
request_publication request_publication_request_id_fkey FOREIGN KEY (request_id) REFERENCES information_request(id)
request_publication request_publication_vendor_id_fkey FOREIGN KEY (vendor_id) REFERENCES organisation(id)
request_round request_round_check CHECK (((kind = 'CHECKLIST'::text) = (checklist IS NOT NULL)))
request_round request_round_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES organisation(id)
request_round request_round_hospital_id_key_key UNIQUE (hospital_id, key)
request_round request_round_kind_check CHECK ((kind = ANY (ARRAY['QUESTION'::text, 'COMPONENT'::text, 'CHECKLIST'::text])))
request_round request_round_pkey PRIMARY KEY (id)
request_round request_round_words_check CHECK (((char_length(words) >= 1) AND (char_length(words) <= 20000)))
response_promise response_promise_hours_check CHECK (((hours >= 1) AND (hours <= 8760)))
response_promise response_promise_pkey PRIMARY KEY (vendor_id, urgency)
response_promise response_promise_urgency_check CHECK ((urgency = ANY (ARRAY['URGENT'::text, 'NORMAL'::text, 'LOW'::text])))
response_promise response_promise_vendor_id_fkey FOREIGN KEY (vendor_id) REFERENCES organisation(id)
responsibility_transfer responsibility_transfer_check CHECK (((vendor_signed_by IS NULL) = (vendor_signed_at IS NULL)))
responsibility_transfer responsibility_transfer_check1 CHECK (((hospital_signed_by IS NULL) = (hospital_signed_at IS NULL)))
responsibility_transfer responsibility_transfer_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES organisation(id)
responsibility_transfer responsibility_transfer_id_vendor_id_hospital_id_key UNIQUE (id, vendor_id, hospital_id)
responsibility_transfer responsibility_transfer_pkey PRIMARY KEY (id)
responsibility_transfer responsibility_transfer_release_id_fkey FOREIGN KEY (release_id) REFERENCES release(id)
responsibility_transfer responsibility_transfer_vendor_id_fkey FOREIGN KEY (vendor_id) REFERENCES organisation(id)
responsibility_transfer_item responsibility_transfer_item_check CHECK (((answered_by IS NULL) = (answered_at IS NULL)))
responsibility_transfer_item responsibility_transfer_item_check1 CHECK (((state <> ALL (ARRAY['ACCEPTED'::text, 'CONTESTED'::text])) OR (answered_by IS NOT NULL)))
responsibility_transfer_item responsibility_transfer_item_check2 CHECK (((state <> 'CONTESTED'::text) OR (note IS NOT NULL)))
responsibility_transfer_item responsibility_transfer_item_kind_check CHECK ((kind = ANY (ARRAY['LAST_UPDATES'::text, 'PORTS_AND_ADDRESSES'::text, 'HARDENING'::text, 'DOCUMENTS'::text, 'DECOMMISSIONING'::text, 'OTHER'::text])))
responsibility_transfer_item responsibility_transfer_item_number_check CHECK ((number >= 1))
responsibility_transfer_item responsibility_transfer_item_pkey PRIMARY KEY (id)
responsibility_transfer_item responsibility_transfer_item_site_ids_check CHECK ((site_ids <> '{}'::uuid[]))
responsibility_transfer_item responsibility_transfer_item_state_check CHECK ((state = ANY (ARRAY['PROPOSED'::text, 'ACCEPTED'::text, 'CONTESTED'::text, 'REPLACED'::text, 'WITHDRAWN'::text])))
responsibility_transfer_item responsibility_transfer_item_transfer_id_number_version_key UNIQUE (transfer_id, number, version)
responsibility_transfer_item responsibility_transfer_item_transfer_id_vendor_id_hospita_fkey FOREIGN KEY (transfer_id, vendor_id, hospital_id) REFERENCES responsibility_transfer(id, vendor_id, hospital_id)
responsibility_transfer_item responsibility_transfer_item_version_check CHECK ((version >= 1))
shared_case shared_case_check CHECK (((kind = 'DISCLOSURE'::text) = (hospital_id IS NULL)))
shared_case shared_case_check1 CHECK ((num_nonnulls(hospital_id, noticed_at, patient_impact, asset_count) = ANY (ARRAY[0, 4])))
shared_case shared_case_check2 CHECK (((kind = 'DISCLOSURE'::text) OR ((source_case_id IS NULL) AND (reporter_name IS NULL) AND (cve_ids = '{}'::text[]) AND (jvn_ids = '{}'::text[]) AND (embargo_until IS NULL) AND (publication_id IS NULL) AND (party_ids = '{}'::uuid[]))))
shared_case shared_case_check3 CHECK (((state = 'CLOSED'::text) = (closed_at IS NOT NULL)))
shared_case shared_case_check4 CHECK (((state <> 'ADVISORY_PUBLISHED'::text) OR (publication_id IS NOT NULL)))
shared_case shared_case_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES organisation(id)
shared_case shared_case_id_vendor_id_key UNIQUE (id, vendor_id)
shared_case shared_case_kind_check CHECK ((kind = ANY (ARRAY['SUSPECTED_VULNERABILITY'::text, 'INCIDENT'::text, 'DISCLOSURE'::text])))
shared_case shared_case_patient_impact_check CHECK ((patient_impact = ANY (ARRAY['NONE'::text, 'POSSIBLE'::text, 'ACTUAL'::text, 'UNKNOWN'::text])))
shared_case shared_case_pkey PRIMARY KEY (id)
shared_case shared_case_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES publication(id)
shared_case shared_case_source_case_id_fkey FOREIGN KEY (source_case_id) REFERENCES shared_case(id)
shared_case shared_case_state_check CHECK ((state = ANY (ARRAY['REPORTED'::text, 'ACKNOWLEDGED'::text, 'INVESTIGATING'::text, 'MITIGATED'::text, 'CLOSED'::text, 'RECEIVED'::text, 'CONFIRMED'::text, 'NOT_CONFIRMED'::text, 'EVALUATED'::text, 'FIX_OR_MITIGATION'::text, 'ADVISORY_PUBLISHED'::text])))
shared_case shared_case_vendor_id_fkey FOREIGN KEY (vendor_id) REFERENCES organisation(id)
signature_check signature_check_check CHECK (((result = 'PENDING'::text) = (checked_at IS NULL)))
signature_check signature_check_check1 CHECK (((result = 'PENDING'::text) = (detail IS NULL)))
signature_check signature_check_pkey PRIMARY KEY (id)
signature_check signature_check_publication_id_signature_upload_id_key UNIQUE (publication_id, signature_upload_id)
signature_check signature_check_publication_id_vendor_id_fkey FOREIGN KEY (publication_id, vendor_id) REFERENCES publication(id, vendor_id)
signature_check signature_check_result_check CHECK ((result = ANY (ARRAY['PENDING'::text, 'VALID'::text, 'INVALID'::text, 'REVOKED_KEY'::text, 'EXPIRED_KEY'::text, 'EXPIRED_SIGNATURE'::text, 'UNFIT_KEY'::text, 'WEAK'::text, 'UNKNOWN_KEY'::text, 'UNREADABLE'::text])))
signature_check signature_check_signature_upload_id_fkey FOREIGN KEY (signature_upload_id) REFERENCES upload(id)
signature_check signature_check_upload_id_fkey FOREIGN KEY (upload_id) REFERENCES upload(id)
signing_key signing_key_check CHECK (((revoked_at IS NULL) = (revocation_reason IS NULL)))
signing_key signing_key_fingerprint_check CHECK ((fingerprint ~ '^([0-9a-f]{40}|[0-9a-f]{64})$'::text))
signing_key signing_key_pkey PRIMARY KEY (id)
signing_key signing_key_vendor_id_fingerprint_key UNIQUE (vendor_id, fingerprint)
signing_key signing_key_vendor_id_fkey FOREIGN KEY (vendor_id) REFERENCES organisation(id)
site site_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
site site_pkey PRIMARY KEY (id)
stored_object stored_object_object_key_key UNIQUE (object_key)
stored_object stored_object_pkey PRIMARY KEY (sha256)
trail.checkpoint checkpoint_pkey PRIMARY KEY (size)
trail.entry entry_event_id_key UNIQUE (event_id)
trail.entry entry_pkey PRIMARY KEY (log_index)
trail.event event_pkey PRIMARY KEY (id)
trail.pending pending_pkey PRIMARY KEY (event_id)
trail.tile tile_pkey PRIMARY KEY (level, tile_index)
update_application update_application_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES asset(id)
update_application update_application_asset_id_series_id_key UNIQUE (asset_id, series_id)
update_application update_application_check CHECK ((((starts_at IS NULL) = (ends_at IS NULL)) AND ((starts_at IS NULL) = (time_zone IS NULL))))
update_application update_application_check1 CHECK ((ends_at > starts_at))
update_application update_application_check2 CHECK (((state <> ALL (ARRAY['SCHEDULED'::text, 'IN_PROGRESS'::text])) OR (starts_at IS NOT NULL)))
update_application update_application_check3 CHECK (((countersignature = 'NOT_NEEDED'::text) = (countersigner IS NULL)))
update_application update_application_check4 CHECK (((state = 'DEFERRED'::text) = (review_on IS NOT NULL)))
update_application update_application_check5 CHECK (((installed_sha256 IS NULL) = (is_published_package IS NULL)))
update_application update_application_check6 CHECK (((withdrawal_decision IS NULL) OR (halted_at IS NOT NULL)))
update_application update_application_countersignature_check CHECK ((countersignature = ANY (ARRAY['NOT_NEEDED'::text, 'AWAITED'::text, 'COUNTERSIGNED'::text, 'DISPUTED'::text])))
update_application update_application_countersigner_check CHECK ((countersigner = ANY (ARRAY['HOSPITAL'::text, 'VENDOR'::text])))
update_application update_application_from_release_id_fkey FOREIGN KEY (from_release_id) REFERENCES release(id)
update_application update_application_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES organisation(id)
update_application update_application_installed_sha256_check CHECK ((installed_sha256 ~ '^[0-9a-f]{64}$'::text))
update_application update_application_performer_check CHECK ((performer = ANY (ARRAY['HOSPITAL'::text, 'VENDOR_ON_SITE'::text, 'VENDOR_REMOTE'::text])))
update_application update_application_pkey PRIMARY KEY (id)
update_application update_application_publication_id_vendor_id_fkey FOREIGN KEY (publication_id, vendor_id) REFERENCES publication(id, vendor_id)
update_application update_application_responsible_id_fkey FOREIGN KEY (responsible_id) REFERENCES member(id)
update_application update_application_site_id_fkey FOREIGN KEY (site_id) REFERENCES site(id)
update_application update_application_state_check CHECK ((state = ANY (ARRAY['PLANNED'::text, 'SCHEDULED'::text, 'IN_PROGRESS'::text, 'APPLIED'::text, 'VERIFIED'::text, 'FAILED'::text, 'ROLLED_BACK'::text, 'DEFERRED'::text, 'NOT_APPLICABLE'::text])))
update_application update_application_to_release_id_fkey FOREIGN KEY (to_release_id) REFERENCES release(id)
update_application update_application_vendor_id_fkey FOREIGN KEY (vendor_id) REFERENCES organisation(id)
update_application update_application_wave_check CHECK ((wave >= 1))
update_application update_application_withdrawal_decision_check CHECK ((withdrawal_decision = ANY (ARRAY['KEEP'::text, 'ROLL_BACK'::text])))
update_evidence update_evidence_application_id_fkey FOREIGN KEY (application_id) REFERENCES update_application(id)
update_evidence update_evidence_pkey PRIMARY KEY (id)
update_evidence update_evidence_step_id_fkey FOREIGN KEY (step_id) REFERENCES update_step(id)
update_evidence update_evidence_step_id_position_key UNIQUE (step_id, "position")
update_evidence update_evidence_upload_id_fkey FOREIGN KEY (upload_id) REFERENCES upload(id)
update_report update_report_hospital_id_fkey FOREIGN KEY (hospital_id) REFERENCES organisation(id)
update_report update_report_installed_sha256_check CHECK ((installed_sha256 ~ '^[0-9a-f]{64}$'::text))
update_report update_report_performer_check CHECK ((performer = ANY (ARRAY['VENDOR_ON_SITE'::text, 'VENDOR_REMOTE'::text])))
update_report update_report_pkey PRIMARY KEY (id)
update_report update_report_publication_id_vendor_id_fkey FOREIGN KEY (publication_id, vendor_id) REFERENCES publication(id, vendor_id)
update_report update_report_vendor_id_fkey FOREIGN KEY (vendor_id) REFERENCES organisation(id)
update_step update_step_act_check CHECK ((act = ANY (ARRAY['MOVED'::text, 'CHECKED'::text, 'COUNTERSIGNED'::text, 'DISPUTED'::text, 'HALTED'::text, 'KEPT'::text, 'TO_BE_ROLLED_BACK'::text, 'REVISED'::text, 'DEVICE_GONE'::text])))
update_step update_step_application_id_fkey FOREIGN KEY (application_id) REFERENCES update_application(id)
update_step update_step_check CHECK (((on_behalf_of_id IS NULL) = (mandate_id IS NULL)))
update_step update_step_mandate_id_fkey FOREIGN KEY (mandate_id) REFERENCES mandate(id)
update_step update_step_on_behalf_of_id_fkey FOREIGN KEY (on_behalf_of_id) REFERENCES organisation(id)
update_step update_step_pkey PRIMARY KEY (id)
upload upload_check CHECK (((state <> 'READY'::text) OR ((media_type IS NOT NULL) AND (is_machine_readable IS NOT NULL))))
upload upload_check1 CHECK (((state = 'REFUSED'::text) = (refusal_reason IS NOT NULL)))
upload upload_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
upload upload_pkey PRIMARY KEY (id)
upload upload_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
upload upload_size_bytes_check CHECK ((size_bytes > 0))
upload upload_state_check CHECK ((state = ANY (ARRAY['RECEIVING'::text, 'VERIFYING'::text, 'READY'::text, 'REFUSED'::text, 'EXPIRED'::text, 'ABANDONED'::text])))
upload_part upload_part_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
upload_part upload_part_pkey PRIMARY KEY (upload_id, number)
upload_part upload_part_upload_id_fkey FOREIGN KEY (upload_id) REFERENCES upload(id) ON DELETE CASCADE
vulnerability_statement vulnerability_statement_pkey PRIMARY KEY (upload_id, "position")
vulnerability_statement vulnerability_statement_status_check CHECK ((status = ANY (ARRAY['AFFECTED'::text, 'NOT_AFFECTED'::text, 'FIXED'::text, 'UNDER_INVESTIGATION'::text])))
vulnerability_statement vulnerability_statement_upload_id_fkey FOREIGN KEY (upload_id) REFERENCES reading(upload_id) ON DELETE CASCADE
webhook webhook_check CHECK (((former_secret IS NULL) = (former_secret_until IS NULL)))
webhook webhook_created_by_fkey FOREIGN KEY (created_by) REFERENCES member(id)
webhook webhook_kinds_check CHECK ((kinds <> '{}'::text[]))
webhook webhook_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
webhook webhook_pause_cause_check CHECK ((pause_cause = ANY (ARRAY['BY_HAND'::text, 'GAVE_UP'::text, 'GONE'::text])))
webhook webhook_pkey PRIMARY KEY (id)
webhook_cursor webhook_cursor_id_check CHECK (id)
webhook_cursor webhook_cursor_pkey PRIMARY KEY (id)
webhook_delivery webhook_delivery_check CHECK (((state = 'PENDING'::text) = (next_attempt_at IS NOT NULL)))
webhook_delivery webhook_delivery_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation(id)
webhook_delivery webhook_delivery_pkey PRIMARY KEY (id)
webhook_delivery webhook_delivery_state_check CHECK ((state = ANY (ARRAY['PENDING'::text, 'DELIVERED'::text, 'FAILED'::text])))
webhook_delivery webhook_delivery_webhook_id_event_id_key UNIQUE (webhook_id, event_id)
webhook_delivery webhook_delivery_webhook_id_fkey FOREIGN KEY (webhook_id) REFERENCES webhook(id)

-- Indexes
CREATE INDEX "account_userId_idx" ON auth.account USING btree ("userId")
CREATE INDEX "passkey_userId_idx" ON auth.passkey USING btree ("userId")
CREATE INDEX "session_expiresAt_idx" ON auth.session USING btree ("expiresAt")
CREATE INDEX "session_ssoOrganisationId_idx" ON auth.session USING btree ("ssoOrganisationId")
CREATE INDEX "session_userId_idx" ON auth.session USING btree ("userId")
CREATE INDEX "twoFactor_secret_idx" ON auth."twoFactor" USING btree (secret)
CREATE INDEX "twoFactor_userId_idx" ON auth."twoFactor" USING btree ("userId")
CREATE INDEX acknowledgement_publication_id_idx ON public.acknowledgement USING btree (publication_id)
CREATE INDEX api_key_organisation_id_idx ON public.api_key USING btree (organisation_id)
CREATE INDEX artifact_publication_id_position_idx ON public.artifact USING btree (publication_id, "position")
CREATE INDEX artifact_upload_id_idx ON public.artifact USING btree (upload_id)
CREATE INDEX asset_by_release ON public.asset USING btree (release_id, hospital_id, site_id) WHERE (status <> 'RETIRED'::text)
CREATE INDEX asset_hospital_id_id_idx ON public.asset USING btree (hospital_id, id)
CREATE INDEX asset_hospital_id_site_id_id_idx ON public.asset USING btree (hospital_id, site_id, id)
CREATE INDEX asset_import_hospital_id_id_idx ON public.asset_import USING btree (organisation_id, id)
CREATE INDEX asset_import_row_asset_id_idx ON public.asset_import_row USING btree (asset_id) WHERE (asset_id IS NOT NULL)
CREATE INDEX asset_import_row_identity ON public.asset_import_row USING btree (import_id, identity, place) WHERE (identity IS NOT NULL)
CREATE INDEX asset_import_row_verdict ON public.asset_import_row USING btree (import_id, verdict, place)
CREATE INDEX asset_in_life ON public.asset USING btree (hospital_id, release_id, site_id, vendor_id, id) INCLUDE (quantity) WHERE (status = ANY (ARRAY['IN_USE'::text, 'STORED'::text]))
CREATE INDEX asset_record_part_of_id_idx ON public.asset_record USING btree (part_of_id) WHERE (part_of_id IS NOT NULL)
CREATE INDEX asset_record_zone ON public.asset_record USING btree (hospital_id, zone) INCLUDE (asset_id) WHERE (zone IS NOT NULL)
CREATE INDEX asset_vendor_id_id_idx ON public.asset USING btree (vendor_id, id)
CREATE INDEX audit_grant_auditor_id_idx ON public.audit_grant USING btree (auditor_id)
CREATE INDEX audit_grant_organisation_id_idx ON public.audit_grant USING btree (organisation_id)
CREATE INDEX calendar_link_hospital_id_id_idx ON public.calendar_link USING btree (hospital_id, id)
CREATE INDEX case_clock_due ON public.case_clock USING btree (due_at, id) WHERE ((met_at IS NULL) AND (overdue_noted_at IS NULL))
CREATE INDEX case_entry_case_id_id_idx ON public.case_entry USING btree (case_id, id)
CREATE INDEX case_file_case_id_idx ON public.case_file USING btree (case_id)
CREATE INDEX case_file_upload_id_idx ON public.case_file USING btree (upload_id)
CREATE INDEX case_party_organisation_id_user_id_idx ON public.case_party USING btree (organisation_id, user_id) WHERE (state <> 'REMOVED'::text)
CREATE INDEX chase_demand_publication_id_demanded_at_idx ON public.chase_demand USING btree (publication_id, demanded_at)
CREATE INDEX chase_happening_step_id_id_idx ON public.chase_happening USING btree (step_id, id)
CREATE INDEX chase_recipient_of_user ON public.chase_recipient USING btree (user_id) WHERE (user_id IS NOT NULL)
CREATE INDEX chase_recipient_step_id_idx ON public.chase_recipient USING btree (step_id)
CREATE INDEX chase_step_by_hand ON public.chase_step USING btree (vendor_id, id) WHERE (state = 'WAITING'::text)
CREATE INDEX chase_step_publication_id_hospital_id_site_id_idx ON public.chase_step USING btree (publication_id, hospital_id, site_id)
CREATE INDEX chasing_plan_organisation_id_id_idx ON public.chasing_plan USING btree (organisation_id, id)
CREATE INDEX component_cpe ON public.component USING btree (cpe_base, upload_id) WHERE (cpe_base IS NOT NULL)
CREATE INDEX component_keys ON public.component USING gin (keys)
CREATE INDEX component_name ON public.component USING gin (name_key gin_trgm_ops)
CREATE INDEX component_plain_name ON public.component USING btree (split_part(name_key, '/'::text, '-1'::integer), upload_id)
CREATE INDEX component_purl ON public.component USING btree (purl_base, upload_id) WHERE (purl_base IS NOT NULL)
CREATE INDEX component_support ON public.component USING btree (upload_id, end_of_support_on) WHERE (end_of_support_on IS NOT NULL)
CREATE INDEX contact_organisation_id_idx ON public.contact USING btree (organisation_id)
CREATE INDEX delegate_hospital_id_id_idx ON public.delegate USING btree (hospital_id, id)
CREATE INDEX delegate_link_delegate_id_idx ON public.delegate_link USING btree (delegate_id)
CREATE INDEX delivery_due ON ONLY public.delivery USING btree (hospital_id, COALESCE(due_on, '9999-12-31'::date), id)
CREATE INDEX delivery_gravest ON ONLY public.delivery USING btree (hospital_id, gravity DESC, delivered_at DESC, id DESC)
CREATE INDEX delivery_newest ON ONLY public.delivery USING btree (hospital_id, delivered_at DESC, id DESC)
CREATE INDEX delivery_of_publication ON ONLY public.delivery USING btree (publication_id, notice, hospital_id)
CREATE INDEX delivery_open_due ON ONLY public.delivery USING btree (hospital_id, COALESCE(due_on, '9999-12-31'::date), id) WHERE ((open_sites > 0) AND (closed_at IS NULL))
CREATE INDEX delivery_open_gravest ON ONLY public.delivery USING btree (hospital_id, gravity DESC, delivered_at DESC, id DESC) WHERE ((open_sites > 0) AND (closed_at IS NULL))
CREATE INDEX delivery_open_newest ON ONLY public.delivery USING btree (hospital_id, delivered_at DESC, id DESC) WHERE ((open_sites > 0) AND (closed_at IS NULL))
CREATE INDEX delivery_site_of_publication ON ONLY public.delivery_site USING btree (publication_id, hospital_id)
CREATE INDEX delivery_unanswered ON ONLY public.delivery USING btree (vendor_id, publication_id, due_on) WHERE ((open_sites > 0) AND (closed_at IS NULL) AND is_vendor_informed)
CREATE INDEX delivery_unread ON ONLY public.delivery USING btree (hospital_id, delivered_at DESC, id DESC) WHERE ((unseen_sites > 0) AND (closed_at IS NULL))
CREATE INDEX end_of_support_decision_asset_id_id_idx ON public.end_of_support_decision USING btree (asset_id, id)
CREATE INDEX end_of_support_decision_hospital_id_review_on_id_idx ON public.end_of_support_decision USING btree (hospital_id, review_on, id)
CREATE INDEX end_of_support_decision_to_lapse ON public.end_of_support_decision USING btree (review_on, id) WHERE (state = ANY (ARRAY['DECIDED'::text, 'PROPOSED'::text, 'SIGNED'::text]))
CREATE INDEX evaluation_consented ON public.evaluation USING btree (product_id, hospital_id) WHERE (state = 'CONSENTED'::text)
CREATE INDEX evaluation_hospital_id_id_idx ON public.evaluation USING btree (hospital_id, id)
CREATE INDEX evaluation_until ON public.evaluation USING btree (until, id) WHERE (state = ANY (ARRAY['REQUESTED'::text, 'CONSENTED'::text]))
CREATE INDEX evaluation_vendor_id_id_idx ON public.evaluation USING btree (vendor_id, id)
CREATE INDEX event_of_clock_by ON ONLY trail.event USING btree (organisation_id, recorded_at) INCLUDE (subject_id, kind, id) WHERE (kind = ANY (ARRAY['request.asked'::text, 'request.paused'::text, 'request.resumed'::text, 'request.answered'::text, 'request.declined'::text, 'request.reopened'::text, 'request.overdue'::text]))
CREATE INDEX event_of_clock_to ON ONLY trail.event USING btree (counterpart_id, recorded_at) INCLUDE (subject_id, kind, id) WHERE (kind = ANY (ARRAY['request.asked'::text, 'request.paused'::text, 'request.resumed'::text, 'request.answered'::text, 'request.declined'::text, 'request.reopened'::text, 'request.overdue'::text]))
CREATE INDEX event_of_counterpart ON ONLY trail.event USING btree (counterpart_id, id) WHERE (counterpart_id IS NOT NULL)
CREATE INDEX event_of_organisation ON ONLY trail.event USING btree (organisation_id, id)
CREATE INDEX event_of_principal ON ONLY trail.event USING btree (on_behalf_of_id, id) WHERE (on_behalf_of_id IS NOT NULL)
CREATE INDEX event_of_subject ON ONLY trail.event USING btree (subject_id, id)
CREATE INDEX filed_document_hospital_id_id_idx ON public.filed_document USING btree (hospital_id, id)
CREATE INDEX filed_document_release_hospital_id_release_id_idx ON public.filed_document_release USING btree (hospital_id, release_id)
CREATE INDEX filed_file_upload_id_idx ON public.filed_file USING btree (upload_id)
CREATE INDEX handover_asset_id_idx ON public.handover USING btree (asset_id)
CREATE INDEX handover_giver_id_id_idx ON public.handover USING btree (giver_id, id)
CREATE INDEX handover_receiver_asset_id_idx ON public.handover USING btree (receiver_asset_id) WHERE (receiver_asset_id IS NOT NULL)
CREATE INDEX handover_receiver_id_id_idx ON public.handover USING btree (receiver_id, id)
CREATE INDEX information_request_due ON public.information_request USING btree (due_at, id) WHERE ((state = ANY (ARRAY['OPEN'::text, 'REOPENED'::text])) AND (overdue_noted_at IS NULL) AND (due_at IS NOT NULL))
CREATE INDEX information_request_hospital_id_id_idx ON public.information_request USING btree (hospital_id, id)
CREATE INDEX information_request_open_of_hospital ON public.information_request USING btree (hospital_id, id) WHERE (state = ANY (ARRAY['OPEN'::text, 'REOPENED'::text]))
CREATE INDEX information_request_open_of_vendor ON public.information_request USING btree (vendor_id, id) WHERE (state = ANY (ARRAY['OPEN'::text, 'REOPENED'::text]))
CREATE INDEX information_request_round_id_id_idx ON public.information_request USING btree (round_id, id) WHERE (round_id IS NOT NULL)
CREATE INDEX information_request_vendor_id_id_idx ON public.information_request USING btree (vendor_id, id)
CREATE INDEX installed_base_by_release ON public.installed_base_line USING btree (release_id, hospital_id) WHERE (state = 'LISTED'::text)
CREATE INDEX installed_base_line_asset_id_idx ON public.installed_base_line USING btree (asset_id) WHERE (asset_id IS NOT NULL)
CREATE INDEX installed_base_line_hospital_id_id_idx ON public.installed_base_line USING btree (hospital_id, id)
CREATE INDEX installed_base_line_vendor_id_id_idx ON public.installed_base_line USING btree (vendor_id, id)
CREATE INDEX invitation_organisation_id_idx ON public.invitation USING btree (organisation_id)
CREATE INDEX maintenance_window_hospital_id_site_id_id_idx ON public.maintenance_window USING btree (hospital_id, site_id, id)
CREATE INDEX mandate_grantor_id_id_idx ON public.mandate USING btree (grantor_id, id)
CREATE INDEX mandate_mandatary_id_id_idx ON public.mandate USING btree (mandatary_id, id)
CREATE INDEX mds2_answer_upload_id_question_id_idx ON public.mds2_answer USING btree (upload_id, question_id)
CREATE INDEX member_user_id_idx ON public.member USING btree (user_id)
CREATE INDEX outgoing_mail_old ON public.outgoing_mail USING btree (changed_at)
CREATE INDEX outside_recipient_publication_id_idx ON public.outside_recipient USING btree (publication_id)
CREATE INDEX product_english_name_lower ON public.product USING btree (lower(english_name)) WHERE (maker_name IS NULL)
CREATE INDEX product_identifier_product_id_idx ON public.product_identifier USING btree (product_id)
CREATE INDEX product_match_rejection_hospital_id_idx ON public.product_match_rejection USING btree (hospital_id)
CREATE INDEX product_match_rejection_product_id_idx ON public.product_match_rejection USING btree (product_id)
CREATE INDEX product_name_lower ON public.product USING btree (lower(name)) WHERE (maker_name IS NULL)
CREATE INDEX product_vendor_id_name_idx ON public.product USING btree (vendor_id, name)
CREATE INDEX publication_clear ON public.publication USING btree (published_at, id) WHERE ((tlp = 'CLEAR'::text) AND (published_at IS NOT NULL))
CREATE INDEX publication_release_release_id_idx ON public.publication_release USING btree (release_id)
CREATE INDEX publication_second_check ON public.publication USING btree (second_check_due_at) WHERE (is_emergency AND (second_checked_at IS NULL))
CREATE INDEX publication_vendor_id_id_idx ON public.publication USING btree (vendor_id, id)
CREATE INDEX published_answer_source_request_id_idx ON public.published_answer_source USING btree (request_id)
CREATE INDEX published_answer_vendor_id_id_idx ON public.published_answer USING btree (vendor_id, id)
CREATE INDEX reading_organisation_id_idx ON public.reading USING btree (organisation_id)
CREATE INDEX relationship_hospital_id_idx ON public.relationship USING btree (hospital_id)
CREATE INDEX release_lifecycle_change_release_id_id_idx ON public.release_lifecycle_change USING btree (release_id, id)
CREATE INDEX release_to_come ON public.release USING btree (LEAST(
CASE
    WHEN (stage = 'SUPPORTED'::text) THEN end_of_life_on
    ELSE NULL::date
END,
CASE
    WHEN (stage <> 'END_OF_SUPPORT'::text) THEN end_of_support_on
    ELSE NULL::date
END)) WHERE (stage <> 'END_OF_SUPPORT'::text)
CREATE INDEX release_vendor_id_idx ON public.release USING btree (vendor_id)
CREATE INDEX request_attachment_upload_id_idx ON public.request_attachment USING btree (upload_id)
CREATE INDEX request_message_request_id_id_idx ON public.request_message USING btree (request_id, id)
CREATE INDEX request_pause_request_id_id_idx ON public.request_pause USING btree (request_id, id)
CREATE INDEX request_publication_request_id_publication_id_idx ON public.request_publication USING btree (request_id, publication_id)
CREATE INDEX request_round_hospital_id_id_idx ON public.request_round USING btree (hospital_id, id)
CREATE INDEX responsibility_transfer_hospital_id_id_idx ON public.responsibility_transfer USING btree (hospital_id, id)
CREATE INDEX responsibility_transfer_hospital_id_release_id_idx ON public.responsibility_transfer USING btree (hospital_id, release_id)
CREATE INDEX responsibility_transfer_vendor_id_id_idx ON public.responsibility_transfer USING btree (vendor_id, id)
CREATE INDEX shared_case_hospital_id_id_idx ON public.shared_case USING btree (hospital_id, id)
CREATE INDEX shared_case_source_case_id_idx ON public.shared_case USING btree (source_case_id) WHERE (source_case_id IS NOT NULL)
CREATE INDEX shared_case_vendor_id_id_idx ON public.shared_case USING btree (vendor_id, id)
CREATE INDEX sign_in_failure_counted_since_idx ON auth.sign_in_failure USING btree (counted_since)
CREATE INDEX signing_key_vendor_id_id_idx ON public.signing_key USING btree (vendor_id, id)
CREATE INDEX site_organisation_id_idx ON public.site USING btree (organisation_id)
CREATE INDEX update_application_at_site ON public.update_application USING btree (site_id) WHERE (state = ANY (ARRAY['SCHEDULED'::text, 'IN_PROGRESS'::text, 'DEFERRED'::text]))
CREATE INDEX update_application_hospital_id_id_idx ON public.update_application USING btree (hospital_id, id)
CREATE INDEX update_application_hospital_id_series_id_wave_idx ON public.update_application USING btree (hospital_id, series_id, wave)
CREATE INDEX update_application_hospital_id_starts_at_idx ON public.update_application USING btree (hospital_id, starts_at) WHERE (starts_at IS NOT NULL)
CREATE INDEX update_application_publication_id_idx ON public.update_application USING btree (publication_id)
CREATE INDEX update_application_reminding ON public.update_application USING btree (starts_at) WHERE (state = ANY (ARRAY['SCHEDULED'::text, 'IN_PROGRESS'::text]))
CREATE INDEX update_application_returning ON public.update_application USING btree (review_on) WHERE ((state = 'DEFERRED'::text) AND (halted_at IS NULL))
CREATE INDEX update_application_series_id_idx ON public.update_application USING btree (series_id)
CREATE INDEX update_application_vendor_id_id_idx ON public.update_application USING btree (vendor_id, id)
CREATE INDEX update_evidence_application_id_idx ON public.update_evidence USING btree (application_id)
CREATE INDEX update_evidence_upload_id_idx ON public.update_evidence USING btree (upload_id)
CREATE INDEX update_report_hospital_id_id_idx ON public.update_report USING btree (hospital_id, id)
CREATE INDEX update_report_vendor_id_id_idx ON public.update_report USING btree (vendor_id, id)
CREATE INDEX update_step_application_id_id_idx ON public.update_step USING btree (application_id, id)
CREATE INDEX upload_needed ON public.upload USING btree (sha256) WHERE (state = ANY (ARRAY['VERIFYING'::text, 'READY'::text]))
CREATE INDEX upload_organisation_id_id_idx ON public.upload USING btree (organisation_id, id)
CREATE INDEX upload_waiting ON public.upload USING btree (expires_at) WHERE (state = ANY (ARRAY['RECEIVING'::text, 'READY'::text]))
CREATE INDEX verification_identifier_idx ON auth.verification USING btree (identifier)
CREATE INDEX verification_value_idx ON auth.verification USING btree (value)
CREATE INDEX vulnerability_statement_aliases_idx ON public.vulnerability_statement USING gin (aliases)
CREATE INDEX vulnerability_statement_vulnerability_upload_id_idx ON public.vulnerability_statement USING btree (vulnerability, upload_id)
CREATE INDEX webhook_delivery_due ON public.webhook_delivery USING btree (webhook_id, next_attempt_at) WHERE (state = 'PENDING'::text)
CREATE INDEX webhook_delivery_log ON public.webhook_delivery USING btree (webhook_id, id)
CREATE INDEX webhook_delivery_old ON public.webhook_delivery USING btree (created_at)
CREATE INDEX webhook_organisation_id_id_idx ON public.webhook USING btree (organisation_id, id)
CREATE UNIQUE INDEX "PK_3043fc6b8af7c99b8b98830094f" ON public.migration USING btree (id)
CREATE UNIQUE INDEX "account_providerId_accountId_key" ON auth.account USING btree ("providerId", "accountId")
CREATE UNIQUE INDEX "passkey_credentialID_key" ON auth.passkey USING btree ("credentialID")
CREATE UNIQUE INDEX "rateLimit_key_key" ON auth."rateLimit" USING btree (key)
CREATE UNIQUE INDEX "rateLimit_pkey" ON auth."rateLimit" USING btree (id)
CREATE UNIQUE INDEX "twoFactor_pkey" ON auth."twoFactor" USING btree (id)
CREATE UNIQUE INDEX account_pkey ON auth.account USING btree (id)
CREATE UNIQUE INDEX acknowledgement_corrected_once ON public.acknowledgement USING btree (corrects_id)
CREATE UNIQUE INDEX acknowledgement_first ON public.acknowledgement USING btree (delivery_id, site_id) WHERE (corrects_id IS NULL)
CREATE UNIQUE INDEX acknowledgement_pkey ON public.acknowledgement USING btree (id)
CREATE UNIQUE INDEX api_key_pkey ON public.api_key USING btree (id)
CREATE UNIQUE INDEX api_key_secret_hash_key ON public.api_key USING btree (secret_hash)
CREATE UNIQUE INDEX artifact_pkey ON public.artifact USING btree (id)
CREATE UNIQUE INDEX asset_import_pkey ON public.asset_import USING btree (id)
CREATE UNIQUE INDEX asset_import_product_pkey ON public.asset_import_product USING btree (import_id, key)
CREATE UNIQUE INDEX asset_import_row_pkey ON public.asset_import_row USING btree (import_id, place)
CREATE UNIQUE INDEX asset_pkey ON public.asset USING btree (id)
CREATE UNIQUE INDEX asset_record_pkey ON public.asset_record USING btree (asset_id)
CREATE UNIQUE INDEX asset_record_tag ON public.asset_record USING btree (hospital_id, asset_tag) WHERE ((asset_tag IS NOT NULL) AND (retired_on IS NULL))
CREATE UNIQUE INDEX asset_serial ON public.asset USING btree (site_id, release_id, serial_number) WHERE ((serial_number IS NOT NULL) AND (status <> 'RETIRED'::text))
CREATE UNIQUE INDEX audit_grant_pkey ON public.audit_grant USING btree (id)
CREATE UNIQUE INDEX calendar_link_pkey ON public.calendar_link USING btree (id)
CREATE UNIQUE INDEX calendar_link_secret_hash_key ON public.calendar_link USING btree (secret_hash)
CREATE UNIQUE INDEX case_asset_pkey ON public.case_asset USING btree (case_id, asset_id)
CREATE UNIQUE INDEX case_clock_case_id_organisation_id_basis_key ON public.case_clock USING btree (case_id, organisation_id, basis)
CREATE UNIQUE INDEX case_clock_pkey ON public.case_clock USING btree (id)
CREATE UNIQUE INDEX case_entry_pkey ON public.case_entry USING btree (id)
CREATE UNIQUE INDEX case_file_entry_id_position_key ON public.case_file USING btree (entry_id, "position")
CREATE UNIQUE INDEX case_file_pkey ON public.case_file USING btree (id)
CREATE UNIQUE INDEX case_internals_pkey ON public.case_internals USING btree (case_id, organisation_id)
CREATE UNIQUE INDEX case_party_named ON public.case_party USING btree (case_id, organisation_id, user_id) WHERE (state <> 'REMOVED'::text)
CREATE UNIQUE INDEX case_party_pkey ON public.case_party USING btree (id)
CREATE UNIQUE INDEX chase_demand_pkey ON public.chase_demand USING btree (id)
CREATE UNIQUE INDEX chase_happening_once ON public.chase_happening USING btree (recipient_id, what)
CREATE UNIQUE INDEX chase_happening_pkey ON public.chase_happening USING btree (id)
CREATE UNIQUE INDEX chase_recipient_mail_id_key ON public.chase_recipient USING btree (mail_id)
CREATE UNIQUE INDEX chase_recipient_pkey ON public.chase_recipient USING btree (id)
CREATE UNIQUE INDEX chase_step_hospital_id_delivery_id_site_id_side_step_key ON public.chase_step USING btree (hospital_id, delivery_id, site_id, side, step)
CREATE UNIQUE INDEX chase_step_pkey ON public.chase_step USING btree (id)
CREATE UNIQUE INDEX chasing_plan_in_force ON public.chasing_plan USING btree (organisation_id, side, COALESCE(severity, ''::text), COALESCE(publication_kind, ''::text)) WHERE (replaced_at IS NULL)
CREATE UNIQUE INDEX chasing_plan_pkey ON public.chasing_plan USING btree (id)
CREATE UNIQUE INDEX checklist_answer_pkey ON public.checklist_answer USING btree (request_id, item)
CREATE UNIQUE INDEX checkpoint_pkey ON trail.checkpoint USING btree (size)
CREATE UNIQUE INDEX component_pkey ON public.component USING btree (upload_id, "position")
CREATE UNIQUE INDEX contact_pkey ON public.contact USING btree (id)
CREATE UNIQUE INDEX decision_chase_pkey ON public.decision_chase USING btree (hospital_id)
CREATE UNIQUE INDEX delegate_link_pkey ON public.delegate_link USING btree (id)
CREATE UNIQUE INDEX delegate_link_secret_hash_key ON public.delegate_link USING btree (secret_hash)
CREATE UNIQUE INDEX delegate_named_once ON public.delegate USING btree (site_id, email) WHERE (revoked_at IS NULL)
CREATE UNIQUE INDEX delegate_pkey ON public.delegate USING btree (id)
CREATE UNIQUE INDEX delivery_hospital_id_publication_id_notice_key ON ONLY public.delivery USING btree (hospital_id, publication_id, notice)
CREATE UNIQUE INDEX delivery_pkey ON ONLY public.delivery USING btree (hospital_id, id)
CREATE UNIQUE INDEX delivery_site_pkey ON ONLY public.delivery_site USING btree (hospital_id, delivery_id, site_id)
CREATE UNIQUE INDEX end_of_support_decision_current ON public.end_of_support_decision USING btree (hospital_id, asset_id) INCLUDE (release_id) WHERE (state = ANY (ARRAY['DECIDED'::text, 'SIGNED'::text]))
CREATE UNIQUE INDEX end_of_support_decision_pkey ON public.end_of_support_decision USING btree (id)
CREATE UNIQUE INDEX end_of_support_decision_proposed ON public.end_of_support_decision USING btree (hospital_id, asset_id) WHERE (state = 'PROPOSED'::text)
CREATE UNIQUE INDEX entry_event_id_key ON trail.entry USING btree (event_id)
CREATE UNIQUE INDEX entry_pkey ON trail.entry USING btree (log_index)
CREATE UNIQUE INDEX evaluation_pkey ON public.evaluation USING btree (id)
CREATE UNIQUE INDEX evaluation_standing ON public.evaluation USING btree (hospital_id, product_id) WHERE (state = ANY (ARRAY['REQUESTED'::text, 'CONSENTED'::text]))
CREATE UNIQUE INDEX event_pkey ON ONLY trail.event USING btree (id)
CREATE UNIQUE INDEX filed_document_id_hospital_id_key ON public.filed_document USING btree (id, hospital_id)
CREATE UNIQUE INDEX filed_document_pkey ON public.filed_document USING btree (id)
CREATE UNIQUE INDEX filed_document_release_pkey ON public.filed_document_release USING btree (filed_document_id, release_id)
CREATE UNIQUE INDEX filed_file_filed_document_id_position_idx ON public.filed_file USING btree (filed_document_id, "position")
CREATE UNIQUE INDEX filed_file_pkey ON public.filed_file USING btree (id)
CREATE UNIQUE INDEX finding_justification_pkey ON public.finding_justification USING btree (publication_id, upload_id, reason)
CREATE UNIQUE INDEX handover_offered ON public.handover USING btree (asset_id) WHERE (state = 'OFFERED'::text)
CREATE UNIQUE INDEX handover_pkey ON public.handover USING btree (id)
CREATE UNIQUE INDEX identity_provider_organisation_id_key ON public.identity_provider USING btree (organisation_id)
CREATE UNIQUE INDEX identity_provider_pkey ON public.identity_provider USING btree (id)
CREATE UNIQUE INDEX information_request_pkey ON public.information_request USING btree (id)
CREATE UNIQUE INDEX installed_base_line_pkey ON public.installed_base_line USING btree (id)
CREATE UNIQUE INDEX installed_base_once ON public.installed_base_line USING btree (hospital_id, vendor_id, release_id, site_id, serial_number) NULLS NOT DISTINCT
CREATE UNIQUE INDEX invitation_pkey ON public.invitation USING btree (id)
CREATE UNIQUE INDEX invitation_token_hash_key ON public.invitation USING btree (token_hash)
CREATE UNIQUE INDEX maintenance_window_pkey ON public.maintenance_window USING btree (id)
CREATE UNIQUE INDEX mandate_pkey ON public.mandate USING btree (id)
CREATE UNIQUE INDEX mds2_answer_pkey ON public.mds2_answer USING btree (upload_id, "position")
CREATE UNIQUE INDEX member_organisation_id_user_id_key ON public.member USING btree (organisation_id, user_id)
CREATE UNIQUE INDEX member_pkey ON public.member USING btree (id)
CREATE UNIQUE INDEX organisation_code_key ON public.organisation USING btree (code)
CREATE UNIQUE INDEX organisation_pkey ON public.organisation USING btree (id)
CREATE UNIQUE INDEX outgoing_mail_pkey ON public.outgoing_mail USING btree (id)
CREATE UNIQUE INDEX outside_recipient_pkey ON public.outside_recipient USING btree (id)
CREATE UNIQUE INDEX passkey_pkey ON auth.passkey USING btree (id)
CREATE UNIQUE INDEX pending_pkey ON trail.pending USING btree (event_id)
CREATE UNIQUE INDEX product_id_vendor_id_is_outside_key ON public.product USING btree (id, vendor_id, is_outside)
CREATE UNIQUE INDEX product_identifier_of_keeper ON public.product_identifier USING btree (vendor_id, scheme, value) WHERE ((scheme = ANY (ARRAY['GTIN'::text, 'APPROVAL_NUMBER'::text])) AND is_outside)
CREATE UNIQUE INDEX product_identifier_of_vendor ON public.product_identifier USING btree (vendor_id, value) WHERE ((scheme = 'VENDOR'::text) AND (NOT is_outside))
CREATE UNIQUE INDEX product_identifier_once ON public.product_identifier USING btree (product_id, scheme, value)
CREATE UNIQUE INDEX product_identifier_pkey ON public.product_identifier USING btree (id)
CREATE UNIQUE INDEX product_identifier_worldwide ON public.product_identifier USING btree (scheme, value) WHERE ((scheme = ANY (ARRAY['GTIN'::text, 'APPROVAL_NUMBER'::text])) AND (NOT is_outside))
CREATE UNIQUE INDEX product_match_rejection_pkey ON public.product_match_rejection USING btree (outside_product_id, product_id)
CREATE UNIQUE INDEX product_pkey ON public.product USING btree (id)
CREATE UNIQUE INDEX publication_action_pkey ON public.publication_action USING btree (publication_id, kind)
CREATE UNIQUE INDEX publication_contributor_pkey ON public.publication_contributor USING btree (publication_id, contributor_id)
CREATE UNIQUE INDEX publication_id_vendor_id_key ON public.publication USING btree (id, vendor_id)
CREATE UNIQUE INDEX publication_one_in_force ON public.publication USING btree (series_id) WHERE (state = 'PUBLISHED'::text)
CREATE UNIQUE INDEX publication_one_in_work ON public.publication USING btree (series_id) WHERE (state = ANY (ARRAY['DRAFT'::text, 'IN_REVIEW'::text]))
CREATE UNIQUE INDEX publication_pkey ON public.publication USING btree (id)
CREATE UNIQUE INDEX publication_recipient_pkey ON public.publication_recipient USING btree (publication_id, hospital_id)
CREATE UNIQUE INDEX publication_release_pkey ON public.publication_release USING btree (publication_id, release_id)
CREATE UNIQUE INDEX publication_series_id_revision_key ON public.publication USING btree (series_id, revision)
CREATE UNIQUE INDEX published_answer_in_force ON public.published_answer_version USING btree (answer_id) WHERE (state = 'IN_FORCE'::text)
CREATE UNIQUE INDEX published_answer_pkey ON public.published_answer USING btree (id)
CREATE UNIQUE INDEX published_answer_proposed ON public.published_answer_version USING btree (answer_id) WHERE (state = 'PROPOSED'::text)
CREATE UNIQUE INDEX published_answer_source_pkey ON public.published_answer_source USING btree (answer_id)
CREATE UNIQUE INDEX published_answer_version_answer_id_number_key ON public.published_answer_version USING btree (answer_id, number)
CREATE UNIQUE INDEX published_answer_version_pkey ON public.published_answer_version USING btree (id)
CREATE UNIQUE INDEX reading_pkey ON public.reading USING btree (upload_id)
CREATE UNIQUE INDEX relationship_one_at_a_time ON public.relationship USING btree (vendor_id, hospital_id) WHERE (state <> 'ENDED'::text)
CREATE UNIQUE INDEX relationship_pkey ON public.relationship USING btree (id)
CREATE UNIQUE INDEX release_lifecycle_change_pkey ON public.release_lifecycle_change USING btree (id)
CREATE UNIQUE INDEX release_pkey ON public.release USING btree (id)
CREATE UNIQUE INDEX release_product_id_version_key ON public.release USING btree (product_id, version)
CREATE UNIQUE INDEX request_attachment_message_id_position_key ON public.request_attachment USING btree (message_id, "position")
CREATE UNIQUE INDEX request_attachment_pkey ON public.request_attachment USING btree (id)
CREATE UNIQUE INDEX request_message_pkey ON public.request_message USING btree (id)
CREATE UNIQUE INDEX request_pause_pkey ON public.request_pause USING btree (id)
CREATE UNIQUE INDEX request_pause_running ON public.request_pause USING btree (request_id) WHERE (until_at IS NULL)
CREATE UNIQUE INDEX request_publication_pkey ON public.request_publication USING btree (publication_id)
CREATE UNIQUE INDEX request_round_hospital_id_key_key ON public.request_round USING btree (hospital_id, key)
CREATE UNIQUE INDEX request_round_pkey ON public.request_round USING btree (id)
CREATE UNIQUE INDEX response_promise_pkey ON public.response_promise USING btree (vendor_id, urgency)
CREATE UNIQUE INDEX responsibility_transfer_id_vendor_id_hospital_id_key ON public.responsibility_transfer USING btree (id, vendor_id, hospital_id)
CREATE UNIQUE INDEX responsibility_transfer_item_pkey ON public.responsibility_transfer_item USING btree (id)
CREATE UNIQUE INDEX responsibility_transfer_item_standing ON public.responsibility_transfer_item USING btree (transfer_id, number) WHERE (state = ANY (ARRAY['PROPOSED'::text, 'ACCEPTED'::text, 'CONTESTED'::text]))
CREATE UNIQUE INDEX responsibility_transfer_item_transfer_id_number_version_key ON public.responsibility_transfer_item USING btree (transfer_id, number, version)
CREATE UNIQUE INDEX responsibility_transfer_open ON public.responsibility_transfer USING btree (hospital_id, release_id) WHERE ((vendor_signed_at IS NULL) OR (hospital_signed_at IS NULL))
CREATE UNIQUE INDEX responsibility_transfer_pkey ON public.responsibility_transfer USING btree (id)
CREATE UNIQUE INDEX session_pkey ON auth.session USING btree (id)
CREATE UNIQUE INDEX session_token_key ON auth.session USING btree (token)
CREATE UNIQUE INDEX shared_case_id_vendor_id_key ON public.shared_case USING btree (id, vendor_id)
CREATE UNIQUE INDEX shared_case_pkey ON public.shared_case USING btree (id)
CREATE UNIQUE INDEX sign_in_failure_pkey ON auth.sign_in_failure USING btree (account_key)
CREATE UNIQUE INDEX signature_check_pkey ON public.signature_check USING btree (id)
CREATE UNIQUE INDEX signature_check_publication_id_signature_upload_id_key ON public.signature_check USING btree (publication_id, signature_upload_id)
CREATE UNIQUE INDEX signing_key_pkey ON public.signing_key USING btree (id)
CREATE UNIQUE INDEX signing_key_vendor_id_fingerprint_key ON public.signing_key USING btree (vendor_id, fingerprint)
CREATE UNIQUE INDEX site_pkey ON public.site USING btree (id)
CREATE UNIQUE INDEX stored_object_object_key_key ON public.stored_object USING btree (object_key)
CREATE UNIQUE INDEX stored_object_pkey ON public.stored_object USING btree (sha256)
CREATE UNIQUE INDEX tile_pkey ON trail.tile USING btree (level, tile_index)
CREATE UNIQUE INDEX update_application_asset_id_series_id_key ON public.update_application USING btree (asset_id, series_id)
CREATE UNIQUE INDEX update_application_pkey ON public.update_application USING btree (id)
CREATE UNIQUE INDEX update_evidence_pkey ON public.update_evidence USING btree (id)
CREATE UNIQUE INDEX update_evidence_step_id_position_key ON public.update_evidence USING btree (step_id, "position")
CREATE UNIQUE INDEX update_report_pkey ON public.update_report USING btree (id)
CREATE UNIQUE INDEX update_step_pkey ON public.update_step USING btree (id)
CREATE UNIQUE INDEX upload_part_pkey ON public.upload_part USING btree (upload_id, number)
CREATE UNIQUE INDEX upload_pkey ON public.upload USING btree (id)
CREATE UNIQUE INDEX user_email_key ON auth."user" USING btree (email)
CREATE UNIQUE INDEX user_pkey ON auth."user" USING btree (id)
CREATE UNIQUE INDEX verification_pkey ON auth.verification USING btree (id)
CREATE UNIQUE INDEX vulnerability_statement_pkey ON public.vulnerability_statement USING btree (upload_id, "position")
CREATE UNIQUE INDEX webhook_cursor_pkey ON public.webhook_cursor USING btree (id)
CREATE UNIQUE INDEX webhook_delivery_pkey ON public.webhook_delivery USING btree (id)
CREATE UNIQUE INDEX webhook_delivery_webhook_id_event_id_key ON public.webhook_delivery USING btree (webhook_id, event_id)
CREATE UNIQUE INDEX webhook_pkey ON public.webhook USING btree (id)
CREATE UNIQUE INDEX worker_pkey ON jobs.worker USING btree (worker_id)

-- Row-level security
auth.account off
auth.passkey off
auth."rateLimit" off
auth.session off
auth.sign_in_failure off
auth."twoFactor" off
auth."user" off
auth.verification off
jobs.worker off
public.acknowledgement on forced
public.api_key on forced
public.artifact on forced
public.asset on forced
public.asset_import on forced
public.asset_import_product on forced
public.asset_import_row on forced
public.asset_record on forced
public.audit_grant on forced
public.calendar_link on forced
public.case_asset on forced
public.case_clock on forced
public.case_entry on forced
public.case_file on forced
public.case_internals on forced
public.case_party on forced
public.chase_demand on forced
public.chase_happening on forced
public.chase_recipient on forced
public.chase_step on forced
public.chasing_plan on forced
public.checklist_answer on forced
public.component on forced
public.contact on forced
public.decision_chase on forced
public.delegate on forced
public.delegate_link on forced
public.delivery on forced
public.delivery_site on forced
public.end_of_support_decision on forced
public.evaluation on forced
public.filed_document on forced
public.filed_document_release on forced
public.filed_file on forced
public.finding_justification on forced
public.handover on forced
public.identity_provider on forced
public.information_request on forced
public.installed_base_line on forced
public.invitation on forced
public.maintenance_window on forced
public.mandate on forced
public.mds2_answer on forced
public.member on forced
public.migration off
public.organisation on forced
public.outgoing_mail on forced
public.outside_recipient on forced
public.product on forced
public.product_identifier on forced
public.product_match_rejection on forced
public.publication on forced
public.publication_action on forced
public.publication_contributor on forced
public.publication_recipient on forced
public.publication_release on forced
public.published_answer on forced
public.published_answer_source on forced
public.published_answer_version on forced
public.reading on forced
public.relationship on forced
public.release on forced
public.release_lifecycle_change on forced
public.request_attachment on forced
public.request_message on forced
public.request_pause on forced
public.request_publication on forced
public.request_round on forced
public.response_promise on forced
public.responsibility_transfer on forced
public.responsibility_transfer_item on forced
public.shared_case on forced
public.signature_check on forced
public.signing_key on forced
public.site on forced
public.stored_object on forced
public.update_application on forced
public.update_evidence on forced
public.update_report on forced
public.update_step on forced
public.upload on forced
public.upload_part on forced
public.vulnerability_statement on forced
public.webhook on forced
public.webhook_cursor on forced
public.webhook_delivery on forced
trail.checkpoint on
trail.entry on
trail.event on forced
trail.pending on
trail.tile on

-- Policies
public.acknowledgement own_insert INSERT to tasuki_app using - check (hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation))
public.acknowledgement system ALL to tasuki_system using true check true
public.acknowledgement whole SELECT to tasuki_app using (((( SELECT tasuki_organisation() AS tasuki_organisation) = hospital_id) OR (( SELECT tasuki_organisation() AS tasuki_organisation) = vendor_id)) AND (EXISTS ( SELECT
   FROM delivery d
  WHERE ((d.hospital_id = acknowledgement.hospital_id) AND (d.id = acknowledgement.delivery_id))))) check -
public.api_key own ALL to tasuki_app using (organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check (organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation))
public.api_key system ALL to tasuki_system using true check true
public.artifact own ALL to tasuki_app using (vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check (vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation))
public.artifact reading SELECT to tasuki_owner using true check -
public.artifact system ALL to tasuki_system using true check true
public.artifact whole SELECT to tasuki_app using ( SELECT true
   FROM publication p
  WHERE (p.id = artifact.publication_id)) check -
public.asset analysis SELECT to tasuki_owner using true check -
public.asset mandated SELECT to tasuki_app using (id IN ( SELECT mandated_assets.asset_id
   FROM mandated_assets(false) mandated_assets(asset_id, hospital_id, site_id, vendor_id, mandate_id, grantor_id, is_shared))) check -
public.asset own ALL to tasuki_app using (hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check ((hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (EXISTS ( SELECT
   FROM site s
  WHERE ((s.id = asset.site_id) AND (s.organisation_id = asset.hospital_id)))))
public.asset shared SELECT to tasuki_app using ((vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (EXISTS ( SELECT
   FROM relationship r
  WHERE ((r.vendor_id = asset.vendor_id) AND (r.hospital_id = asset.hospital_id) AND (r.state = 'ACTIVE'::text) AND (r.shares = 'ASSETS'::text))))) check -
public.asset system ALL to tasuki_system using true check true
public.asset_import own ALL to tasuki_app using (organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check (organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation))
public.asset_import system ALL to tasuki_system using true check true
public.asset_import_product own ALL to tasuki_app using (organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check ((organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND ( SELECT true
   FROM asset_import i
  WHERE ((i.id = asset_import_product.import_id) AND (i.organisation_id = asset_import_product.organisation_id))))
public.asset_import_product system ALL to tasuki_system using true check true
public.asset_import_row own ALL to tasuki_app using (organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check ((organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND ( SELECT true
   FROM asset_import i
  WHERE ((i.id = asset_import_row.import_id) AND (i.organisation_id = asset_import_row.organisation_id))))
public.asset_import_row system ALL to tasuki_system using true check true
public.asset_record own ALL to tasuki_app using (hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check ((hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND ( SELECT true
   FROM asset a
  WHERE ((a.id = asset_record.asset_id) AND (a.hospital_id = asset_record.hospital_id))) AND ((responsible_id IS NULL) OR ( SELECT true
   FROM member m
  WHERE ((m.id = asset_record.responsible_id) AND (m.organisation_id = asset_record.hospital_id)))) AND ((part_of_id IS NULL) OR ( SELECT true
   FROM asset a
  WHERE ((a.id = asset_record.part_of_id) AND (a.hospital_id = asset_record.hospital_id)))))
public.asset_record system ALL to tasuki_system using true check true
public.audit_grant auditor SELECT to tasuki_app using (auditor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check -
public.audit_grant granter ALL to tasuki_app using (organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check (organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation))
public.audit_grant system ALL to tasuki_system using true check true
public.calendar_link own ALL to tasuki_app using (hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check ((hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (EXISTS ( SELECT
   FROM site s
  WHERE ((s.id = calendar_link.site_id) AND (s.organisation_id = calendar_link.hospital_id)))))
public.calendar_link system ALL to tasuki_system using true check true
public.case_asset own ALL to tasuki_app using (hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check ((hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (EXISTS ( SELECT
   FROM shared_case c
  WHERE ((c.id = case_asset.case_id) AND (c.hospital_id = case_asset.hospital_id) AND (c.vendor_id = case_asset.vendor_id)))) AND (EXISTS ( SELECT
   FROM asset a
  WHERE ((a.id = case_asset.asset_id) AND (a.hospital_id = case_asset.hospital_id) AND (a.vendor_id = case_asset.vendor_id)))))
public.case_asset shared SELECT to tasuki_app using ((vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (EXISTS ( SELECT
   FROM relationship r
  WHERE ((r.vendor_id = case_asset.vendor_id) AND (r.hospital_id = case_asset.hospital_id) AND (r.state = 'ACTIVE'::text) AND (r.shares = 'ASSETS'::text))))) check -
public.case_asset system ALL to tasuki_system using true check true
public.case_clock meet UPDATE to tasuki_app using ((organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (met_at IS NULL)) check ((organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (met_at IS NOT NULL))
public.case_clock read SELECT to tasuki_app using ( SELECT true
   FROM shared_case c
  WHERE (c.id = case_clock.case_id)) check -
public.case_clock start INSERT to tasuki_app using - check ((organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (met_at IS NULL) AND ( SELECT ((( SELECT tasuki_organisation() AS tasuki_organisation) = c.vendor_id) OR (( SELECT tasuki_organisation() AS tasuki_organisation) = c.hospital_id))
   FROM shared_case c
  WHERE (c.id = case_clock.case_id)))
public.case_clock system ALL to tasuki_system using true check true
public.case_entry read SELECT to tasuki_app using (((NOT is_internal) OR (organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation))) AND (EXISTS ( SELECT
   FROM shared_case c
  WHERE ((c.id = case_entry.case_id) AND (((( SELECT tasuki_organisation() AS tasuki_organisation) = c.vendor_id) OR (( SELECT tasuki_organisation() AS tasuki_organisation) = c.hospital_id)) OR (((case_entry.organisation_id = c.vendor_id) OR (case_entry.organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation))) AND (EXISTS ( SELECT
           FROM case_party p
          WHERE ((p.case_id = c.id) AND (p.user_id = tasuki_user()) AND (p.organisation_id = tasuki_organisation()) AND (p.state = 'ACCEPTED'::text) AND (EXISTS ( SELECT
                   FROM member m
                  WHERE ((m.organisation_id = p.organisation_id) AND (m.user_id = p.user_id) AND (m.state = 'ACTIVE'::text)))) AND (EXISTS ( SELECT
                   FROM organisation o
                  WHERE ((o.id = p.organisation_id) AND (o.state = 'ADMITTED'::text)))) AND ((p.sees_from IS NULL) OR (p.sees_from <= case_entry.written_at))))))))))) check -
public.case_entry system ALL to tasuki_system using true check true
public.case_entry write INSERT to tasuki_app using - check ((organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND ( SELECT true
   FROM shared_case c
  WHERE (c.id = case_entry.case_id)) AND ((kind <> ALL (ARRAY['OPENING'::text, 'STEP'::text])) OR ( SELECT ((( SELECT tasuki_organisation() AS tasuki_organisation) = c.vendor_id) OR (( SELECT tasuki_organisation() AS tasuki_organisation) = c.hospital_id))
   FROM shared_case c
  WHERE (c.id = case_entry.case_id))))
public.case_file attach INSERT to tasuki_app using - check ((organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND ( SELECT true
   FROM case_entry e
  WHERE ((e.id = case_file.entry_id) AND (e.organisation_id = case_file.organisation_id) AND (e.case_id = case_file.case_id))))
public.case_file read SELECT to tasuki_app using ( SELECT true
   FROM case_entry e
  WHERE (e.id = case_file.entry_id)) check -
public.case_file system ALL to tasuki_system using true check true
public.case_internals own ALL to tasuki_app using ((organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND ( SELECT true
   FROM shared_case c
  WHERE (c.id = case_internals.case_id))) check ((organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND ( SELECT ((( SELECT tasuki_organisation() AS tasuki_organisation) = c.vendor_id) OR (( SELECT tasuki_organisation() AS tasuki_organisation) = c.hospital_id))
   FROM shared_case c
  WHERE (c.id = case_internals.case_id)))
public.case_internals system ALL to tasuki_system using true check true
public.case_party accept UPDATE to tasuki_app using ((organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (user_id = ( SELECT tasuki_user() AS tasuki_user)) AND (state = 'INVITED'::text)) check ((organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (user_id = ( SELECT tasuki_user() AS tasuki_user)) AND (state = 'ACCEPTED'::text))
public.case_party invite INSERT to tasuki_app using - check ((vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (state = 'INVITED'::text))
public.case_party invited SELECT to tasuki_app using ((organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (user_id = ( SELECT tasuki_user() AS tasuki_user)) AND (state <> 'REMOVED'::text)) check -
public.case_party invites SELECT to tasuki_app using (vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check -
public.case_party remove UPDATE to tasuki_app using ((vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (state <> 'REMOVED'::text)) check ((vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (state = 'REMOVED'::text))
public.case_party system ALL to tasuki_system using true check true
public.chase_demand own ALL to tasuki_app using (vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check ((vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (EXISTS ( SELECT
   FROM publication p
  WHERE ((p.id = chase_demand.publication_id) AND (p.vendor_id = chase_demand.vendor_id)))))
public.chase_demand system ALL to tasuki_system using true check true
public.chase_happening party SELECT to tasuki_app using ( SELECT true
   FROM chase_step s
  WHERE (s.id = chase_happening.step_id)) check -
public.chase_happening record INSERT to tasuki_app using - check 
CASE what
    WHEN 'RECORDED'::text THEN ( SELECT ((s.vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (s.state = 'WAITING'::text))
       FROM chase_step s
      WHERE (s.id = chase_happening.step_id))
    WHEN 'OPENED'::text THEN ( SELECT (r.user_id = ( SELECT tasuki_user() AS tasuki_user))
       FROM chase_recipient r
      WHERE ((r.id = chase_happening.recipient_id) AND (r.step_id = chase_happening.step_id)))
    ELSE false
END
public.chase_happening system ALL to tasuki_system using true check true
public.chase_recipient own SELECT to tasuki_app using ((organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND ( SELECT true
   FROM chase_step s
  WHERE (s.id = chase_recipient.step_id))) check -
public.chase_recipient system ALL to tasuki_system using true check true
public.chase_step asked SELECT to tasuki_app using ((hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND ((reader_ids IS NULL) OR (( SELECT tasuki_user() AS tasuki_user) = ANY (reader_ids)))) check -
public.chase_step asking SELECT to tasuki_app using ((vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (side = 'VENDOR'::text)) check -
public.chase_step done UPDATE to tasuki_app using ((vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (side = 'VENDOR'::text) AND (state = 'WAITING'::text)) check ((vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (state = ANY (ARRAY['WAITING'::text, 'DONE'::text])))
public.chase_step system ALL to tasuki_system using true check true
public.chasing_plan given SELECT to tasuki_app using ((organisation_id IS NULL) AND (side =
CASE ( SELECT tasuki_organisation_kind() AS tasuki_organisation_kind)
    WHEN 'HOSPITAL'::text THEN 'HOSPITAL'::text
    WHEN 'MANUFACTURER'::text THEN 'VENDOR'::text
    WHEN 'SERVICE_PROVIDER'::text THEN 'VENDOR'::text
    ELSE NULL::text
END)) check -
public.chasing_plan own ALL to tasuki_app using (organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check ((organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (side =
CASE ( SELECT tasuki_organisation_kind() AS tasuki_organisation_kind)
    WHEN 'HOSPITAL'::text THEN 'HOSPITAL'::text
    WHEN 'MANUFACTURER'::text THEN 'VENDOR'::text
    WHEN 'SERVICE_PROVIDER'::text THEN 'VENDOR'::text
    ELSE NULL::text
END))
public.chasing_plan system ALL to tasuki_system using true check true
public.checklist_answer again DELETE to tasuki_app using (vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check -
public.checklist_answer answer INSERT to tasuki_app using - check ((vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND ( SELECT (r.vendor_id = checklist_answer.vendor_id)
   FROM information_request r
  WHERE (r.id = checklist_answer.request_id)))
public.checklist_answer party SELECT to tasuki_app using ( SELECT true
   FROM information_request r
  WHERE (r.id = checklist_answer.request_id)) check -
public.checklist_answer system ALL to tasuki_system using true check true
public.component analysis SELECT to tasuki_owner using true check -
public.component readable SELECT to tasuki_app using (upload_id IN ( SELECT readable_uploads() AS readable_uploads)) check -
public.component system ALL to tasuki_system using true check true
public.contact own ALL to tasuki_app using (organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check (organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation))
public.contact party SELECT to tasuki_app using (EXISTS ( SELECT
   FROM relationship r
  WHERE ((r.state = 'ACTIVE'::text) AND ((( SELECT tasuki_organisation() AS tasuki_organisation) = r.vendor_id) OR (( SELECT tasuki_organisation() AS tasuki_organisation) = r.hospital_id)) AND ((contact.organisation_id = r.vendor_id) OR (contact.organisation_id = r.hospital_id)) AND ((contact.relationship_id IS NULL) OR (contact.relationship_id = r.id))))) check -
public.contact system ALL to tasuki_system using true check true
public.decision_chase system ALL to tasuki_system using true check true
public.delegate own ALL to tasuki_app using (hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check ((hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (EXISTS ( SELECT
   FROM site s
  WHERE ((s.id = delegate.site_id) AND (s.organisation_id = delegate.hospital_id)))))
public.delegate system ALL to tasuki_system using true check true
public.delegate_link system ALL to tasuki_system using true check true
public.delivery addressed SELECT to tasuki_app using ((hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND ((reader_ids IS NULL) OR (( SELECT tasuki_user() AS tasuki_user) = ANY (reader_ids)))) check -
public.delivery answered UPDATE to tasuki_app using ((hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND ((reader_ids IS NULL) OR (( SELECT tasuki_user() AS tasuki_user) = ANY (reader_ids)))) check -
public.delivery reading SELECT to tasuki_owner using true check -
public.delivery sent SELECT to tasuki_app using ((vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND is_vendor_informed) check -
public.delivery system ALL to tasuki_system using true check true
public.delivery_site addressed SELECT to tasuki_app using ((hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND ((reader_ids IS NULL) OR (( SELECT tasuki_user() AS tasuki_user) = ANY (reader_ids)))) check -
public.delivery_site answered UPDATE to tasuki_app using ((hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND ((reader_ids IS NULL) OR (( SELECT tasuki_user() AS tasuki_user) = ANY (reader_ids)))) check -
public.delivery_site sent SELECT to tasuki_app using ((vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND is_vendor_informed) check -
public.delivery_site system ALL to tasuki_system using true check true
public.end_of_support_decision own SELECT to tasuki_app using (hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check -
public.end_of_support_decision own_insert INSERT to tasuki_app using - check ((hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND ( SELECT true
   FROM asset a
  WHERE ((a.id = end_of_support_decision.asset_id) AND (a.hospital_id = end_of_support_decision.hospital_id))))
public.end_of_support_decision own_update UPDATE to tasuki_app using (hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check (hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation))
public.end_of_support_decision system ALL to tasuki_system using true check true
public.evaluation answer UPDATE to tasuki_app using (vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check ((vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (state <> 'REQUESTED'::text))
public.evaluation ask INSERT to tasuki_app using - check ((hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (state = 'REQUESTED'::text) AND (EXISTS ( SELECT
   FROM relationship r
  WHERE ((r.vendor_id = evaluation.vendor_id) AND (r.hospital_id = evaluation.hospital_id) AND (r.state = 'ACTIVE'::text)))) AND (EXISTS ( SELECT
   FROM product p
  WHERE ((p.id = evaluation.product_id) AND (p.vendor_id = evaluation.vendor_id)))))
public.evaluation end_own UPDATE to tasuki_app using (hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check ((hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (state = 'ENDED'::text))
public.evaluation party SELECT to tasuki_app using ((( SELECT tasuki_organisation() AS tasuki_organisation) = vendor_id) OR (( SELECT tasuki_organisation() AS tasuki_organisation) = hospital_id)) check -
public.evaluation system ALL to tasuki_system using true check true
public.filed_document analysis SELECT to tasuki_owner using true check -
public.filed_document own ALL to tasuki_app using (hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check (hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation))
public.filed_document system ALL to tasuki_system using true check true
public.filed_document_release analysis SELECT to tasuki_owner using true check -
public.filed_document_release own ALL to tasuki_app using (hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check (hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation))
public.filed_document_release system ALL to tasuki_system using true check true
public.filed_file analysis SELECT to tasuki_owner using true check -
public.filed_file own ALL to tasuki_app using (hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check (hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation))
public.filed_file system ALL to tasuki_system using true check true
public.finding_justification own ALL to tasuki_app using (vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check (vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation))
public.finding_justification system ALL to tasuki_system using true check true
public.handover party SELECT to tasuki_app using ((( SELECT tasuki_organisation() AS tasuki_organisation) = giver_id) OR (( SELECT tasuki_organisation() AS tasuki_organisation) = receiver_id)) check -
public.handover system ALL to tasuki_system using true check true
public.identity_provider own ALL to tasuki_app using (organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check (organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation))
public.identity_provider system ALL to tasuki_system using true check true
public.information_request answer UPDATE to tasuki_app using (vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check ((vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (state <> 'CLOSED'::text))
public.information_request ask INSERT to tasuki_app using - check ((hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (state = 'OPEN'::text) AND (EXISTS ( SELECT
   FROM relationship d
  WHERE ((d.vendor_id = information_request.vendor_id) AND (d.hospital_id = information_request.hospital_id) AND (d.state = 'ACTIVE'::text)))) AND ((product_id IS NULL) OR (EXISTS ( SELECT
   FROM product p
  WHERE ((p.id = information_request.product_id) AND (p.vendor_id = information_request.vendor_id) AND (NOT p.is_outside))))) AND ((release_id IS NULL) OR (EXISTS ( SELECT
   FROM release r
  WHERE ((r.id = information_request.release_id) AND (r.product_id = information_request.product_id))))) AND ((publication_id IS NULL) OR (EXISTS ( SELECT
   FROM publication p
  WHERE ((p.id = information_request.publication_id) AND (p.vendor_id = information_request.vendor_id))))))
public.information_request asked SELECT to tasuki_app using ((hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND ((reader_ids IS NULL) OR (( SELECT tasuki_user() AS tasuki_user) = ANY (reader_ids)))) check -
public.information_request received SELECT to tasuki_app using (vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check -
public.information_request resume UPDATE to tasuki_app using ((hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND ((reader_ids IS NULL) OR (( SELECT tasuki_user() AS tasuki_user) = ANY (reader_ids)))) check ((hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (state = ANY (ARRAY['OPEN'::text, 'REOPENED'::text, 'CLOSED'::text])))
public.information_request system ALL to tasuki_system using true check true
public.installed_base_line correct UPDATE to tasuki_app using ((vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (state = 'LISTED'::text)) check ((vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (state = 'LISTED'::text))
public.installed_base_line decide UPDATE to tasuki_app using (hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check ((hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (state <> 'LISTED'::text))
public.installed_base_line list INSERT to tasuki_app using - check ((vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (state = 'LISTED'::text) AND (EXISTS ( SELECT
   FROM relationship r
  WHERE ((r.vendor_id = installed_base_line.vendor_id) AND (r.hospital_id = installed_base_line.hospital_id) AND (r.state = 'ACTIVE'::text)))) AND (EXISTS ( SELECT
   FROM release p
  WHERE ((p.id = installed_base_line.release_id) AND (p.vendor_id = installed_base_line.vendor_id)))) AND ((site_id IS NULL) OR (EXISTS ( SELECT
   FROM site s
  WHERE ((s.id = installed_base_line.site_id) AND (s.organisation_id = installed_base_line.hospital_id))))))
public.installed_base_line party SELECT to tasuki_app using ((( SELECT tasuki_organisation() AS tasuki_organisation) = vendor_id) OR (( SELECT tasuki_organisation() AS tasuki_organisation) = hospital_id)) check -
public.installed_base_line system ALL to tasuki_system using true check true
public.invitation own ALL to tasuki_app using (organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check (organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation))
public.invitation system ALL to tasuki_system using true check true
public.maintenance_window mandated SELECT to tasuki_app using (site_id IN ( SELECT mandated_assets.site_id
   FROM mandated_assets(false) mandated_assets(asset_id, hospital_id, site_id, vendor_id, mandate_id, grantor_id, is_shared)
  WHERE (mandated_assets.grantor_id = mandated_assets.hospital_id))) check -
public.maintenance_window own ALL to tasuki_app using (hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check ((hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (EXISTS ( SELECT
   FROM site s
  WHERE ((s.id = maintenance_window.site_id) AND (s.organisation_id = maintenance_window.hospital_id)))))
public.maintenance_window system ALL to tasuki_system using true check true
public.mandate grantor ALL to tasuki_app using (grantor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check (grantor_id = ( SELECT tasuki_organisation() AS tasuki_organisation))
public.mandate mandatary SELECT to tasuki_app using (mandatary_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check -
public.mandate mandates SELECT to tasuki_owner using true check -
public.mandate system ALL to tasuki_system using true check true
public.mds2_answer readable SELECT to tasuki_app using (upload_id IN ( SELECT readable_uploads() AS readable_uploads)) check -
public.mds2_answer system ALL to tasuki_system using true check true
public.member myself SELECT to tasuki_app using (user_id = ( SELECT tasuki_user() AS tasuki_user)) check -
public.member own ALL to tasuki_app using (organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check (organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation))
public.member system ALL to tasuki_system using true check true
public.organisation mandated SELECT to tasuki_app using ((id IN ( SELECT m.grantor_id
   FROM mandate m
  WHERE (m.mandatary_id = ( SELECT tasuki_organisation() AS tasuki_organisation)))) OR (id IN ( SELECT mandated_assets.hospital_id
   FROM mandated_assets(false) mandated_assets(asset_id, hospital_id, site_id, vendor_id, mandate_id, grantor_id, is_shared)))) check -
public.organisation own UPDATE to tasuki_app using (id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check -
public.organisation reading SELECT to tasuki_owner using true check -
public.organisation system ALL to tasuki_system using true check true
public.organisation visible SELECT to tasuki_app using (((kind <> ALL (ARRAY['HOSPITAL'::text, 'OPERATOR'::text])) AND (( SELECT tasuki_organisation() AS tasuki_organisation) IS NOT NULL)) OR (id = ( SELECT tasuki_organisation() AS tasuki_organisation)) OR (EXISTS ( SELECT
   FROM relationship r
  WHERE ((r.hospital_id = organisation.id) AND (r.vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation))))) OR (EXISTS ( SELECT
   FROM audit_grant g
  WHERE ((g.organisation_id = organisation.id) AND (g.auditor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)))))) check -
public.outgoing_mail system ALL to tasuki_system using true check true
public.outside_recipient own ALL to tasuki_app using (vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check (vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation))
public.outside_recipient system ALL to tasuki_system using true check true
public.product open SELECT to tasuki_owner using (maker_name IS NULL) check -
public.product own_insert INSERT to tasuki_app using - check ((vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (( SELECT tasuki_organisation_kind() AS tasuki_organisation_kind) = ANY (
CASE
    WHEN (maker_name IS NULL) THEN ARRAY['MANUFACTURER'::text, 'SERVICE_PROVIDER'::text]
    ELSE ARRAY['HOSPITAL'::text]
END)))
public.product own_update UPDATE to tasuki_app using (vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check ((vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (( SELECT tasuki_organisation_kind() AS tasuki_organisation_kind) = ANY (
CASE
    WHEN (maker_name IS NULL) THEN ARRAY['MANUFACTURER'::text, 'SERVICE_PROVIDER'::text]
    ELSE ARRAY['HOSPITAL'::text]
END)))
public.product signed_in SELECT to tasuki_app using ((( SELECT COALESCE(tasuki_organisation(), tasuki_user()) AS "coalesce") IS NOT NULL) AND ((maker_name IS NULL) OR (vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)))) check -
public.product system ALL to tasuki_system using true check true
public.product_identifier open SELECT to tasuki_owner using (NOT is_outside) check -
public.product_identifier own_insert INSERT to tasuki_app using - check (vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation))
public.product_identifier signed_in SELECT to tasuki_app using ((( SELECT COALESCE(tasuki_organisation(), tasuki_user()) AS "coalesce") IS NOT NULL) AND ((NOT is_outside) OR (vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)))) check -
public.product_identifier system ALL to tasuki_system using true check true
public.product_match_rejection own ALL to tasuki_app using (hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check ((hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (EXISTS ( SELECT
   FROM product p
  WHERE ((p.id = product_match_rejection.outside_product_id) AND (p.vendor_id = product_match_rejection.hospital_id) AND p.is_outside))))
public.product_match_rejection system ALL to tasuki_system using true check true
public.publication clear SELECT to tasuki_app using ((tlp = 'CLEAR'::text) AND (state = ANY (ARRAY['PUBLISHED'::text, 'SUPERSEDED'::text, 'WITHDRAWN'::text])) AND (( SELECT tasuki_organisation_kind() AS tasuki_organisation_kind) = ANY (ARRAY['MANUFACTURER'::text, 'SERVICE_PROVIDER'::text, 'HOSPITAL'::text, 'REGULATOR'::text]))) check -
public.publication delivered SELECT to tasuki_app using ((state = ANY (ARRAY['PUBLISHED'::text, 'SUPERSEDED'::text, 'WITHDRAWN'::text])) AND ( SELECT true
   FROM delivery d
  WHERE ((d.hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (d.publication_id = publication.id))
 LIMIT 1)) check -
public.publication mandated SELECT to tasuki_app using (id IN ( SELECT mandated_publications() AS mandated_publications)) check -
public.publication own ALL to tasuki_app using (vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check (vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation))
public.publication regulator SELECT to tasuki_app using ((tlp = 'GREEN'::text) AND (state = ANY (ARRAY['PUBLISHED'::text, 'SUPERSEDED'::text, 'WITHDRAWN'::text])) AND (( SELECT tasuki_organisation_kind() AS tasuki_organisation_kind) = 'REGULATOR'::text)) check -
public.publication state SELECT to tasuki_owner using true check -
public.publication system ALL to tasuki_system using true check true
public.publication_action own ALL to tasuki_app using (vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check (vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation))
public.publication_action system ALL to tasuki_system using true check true
public.publication_action whole SELECT to tasuki_app using ( SELECT true
   FROM publication p
  WHERE (p.id = publication_action.publication_id)) check -
public.publication_contributor own ALL to tasuki_app using (vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check (vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation))
public.publication_contributor system ALL to tasuki_system using true check true
public.publication_recipient own ALL to tasuki_app using (vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check (vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation))
public.publication_recipient system ALL to tasuki_system using true check true
public.publication_release analysis SELECT to tasuki_owner using true check -
public.publication_release own ALL to tasuki_app using (vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check (vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation))
public.publication_release system ALL to tasuki_system using true check true
public.publication_release whole SELECT to tasuki_app using ( SELECT true
   FROM publication p
  WHERE (p.id = publication_release.publication_id)) check -
public.published_answer entitled SELECT to tasuki_app using ((published_at IS NOT NULL) AND (EXISTS ( SELECT
   FROM relationship d
  WHERE ((d.vendor_id = published_answer.vendor_id) AND (d.hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (d.state = 'ACTIVE'::text)))) AND
CASE
    WHEN (publication_id IS NOT NULL) THEN (EXISTS ( SELECT
       FROM delivery v
      WHERE ((v.publication_id = published_answer.publication_id) AND (v.hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (v.delivered_at IS NOT NULL))))
    ELSE ((EXISTS ( SELECT
       FROM (release r
         JOIN asset a ON ((a.release_id = r.id)))
      WHERE ((r.product_id = published_answer.product_id) AND (a.hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (a.status = ANY (ARRAY['IN_USE'::text, 'STORED'::text]))))) OR (EXISTS ( SELECT
       FROM (release r
         JOIN installed_base_line l ON ((l.release_id = r.id)))
      WHERE ((r.product_id = published_answer.product_id) AND (l.hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (l.vendor_id = published_answer.vendor_id) AND (l.state = 'LISTED'::text)))) OR (EXISTS ( SELECT
       FROM evaluation e
      WHERE ((e.product_id = published_answer.product_id) AND (e.hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (e.state = 'CONSENTED'::text)))))
END) check -
public.published_answer own ALL to tasuki_app using (vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check ((vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (( SELECT tasuki_organisation_kind() AS tasuki_organisation_kind) = ANY (ARRAY['MANUFACTURER'::text, 'SERVICE_PROVIDER'::text])))
public.published_answer system ALL to tasuki_system using true check true
public.published_answer_source own ALL to tasuki_app using (vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check ((vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (EXISTS ( SELECT
   FROM information_request r
  WHERE ((r.id = published_answer_source.request_id) AND (r.vendor_id = published_answer_source.vendor_id)))) AND (EXISTS ( SELECT
   FROM published_answer a
  WHERE ((a.id = published_answer_source.answer_id) AND (a.vendor_id = published_answer_source.vendor_id)))))
public.published_answer_source system ALL to tasuki_system using true check true
public.published_answer_version entitled SELECT to tasuki_app using ((state = ANY (ARRAY['IN_FORCE'::text, 'REPLACED'::text])) AND ( SELECT true
   FROM published_answer a
  WHERE (a.id = published_answer_version.answer_id))) check -
public.published_answer_version own ALL to tasuki_app using (vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check ((vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (EXISTS ( SELECT
   FROM published_answer a
  WHERE ((a.id = published_answer_version.answer_id) AND (a.vendor_id = published_answer_version.vendor_id)))))
public.published_answer_version system ALL to tasuki_system using true check true
public.reading analysis SELECT to tasuki_owner using true check -
public.reading readable SELECT to tasuki_app using (upload_id IN ( SELECT readable_uploads() AS readable_uploads)) check -
public.reading system ALL to tasuki_system using true check true
public.relationship life_cycle SELECT to tasuki_owner using true check -
public.relationship party ALL to tasuki_app using ((( SELECT tasuki_organisation() AS tasuki_organisation) = vendor_id) OR (( SELECT tasuki_organisation() AS tasuki_organisation) = hospital_id)) check ((( SELECT tasuki_organisation() AS tasuki_organisation) = vendor_id) OR (( SELECT tasuki_organisation() AS tasuki_organisation) = hospital_id))
public.relationship system ALL to tasuki_system using true check true
public.release analysis SELECT to tasuki_owner using true check -
public.release own_insert INSERT to tasuki_app using - check (vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation))
public.release own_update UPDATE to tasuki_app using (vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check -
public.release signed_in SELECT to tasuki_app using ((( SELECT COALESCE(tasuki_organisation(), tasuki_user()) AS "coalesce") IS NOT NULL) AND ((NOT is_outside) OR (vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)))) check -
public.release system ALL to tasuki_system using true check true
public.release_lifecycle_change own_insert INSERT to tasuki_app using - check ((vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND ( SELECT true
   FROM release r
  WHERE ((r.id = release_lifecycle_change.release_id) AND (r.vendor_id = release_lifecycle_change.vendor_id))))
public.release_lifecycle_change system ALL to tasuki_system using true check true
public.release_lifecycle_change whole SELECT to tasuki_app using ( SELECT true
   FROM release r
  WHERE (r.id = release_lifecycle_change.release_id)) check -
public.request_attachment party SELECT to tasuki_app using (((NOT is_internal) OR (organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation))) AND ( SELECT true
   FROM information_request r
  WHERE (r.id = request_attachment.request_id))) check -
public.request_attachment send INSERT to tasuki_app using - check ((organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND ( SELECT ((m.organisation_id = request_attachment.organisation_id) AND (m.is_internal = request_attachment.is_internal) AND (m.request_id = request_attachment.request_id))
   FROM request_message m
  WHERE (m.id = request_attachment.message_id)))
public.request_attachment system ALL to tasuki_system using true check true
public.request_message party SELECT to tasuki_app using (((NOT is_internal) OR (organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation))) AND ( SELECT true
   FROM information_request r
  WHERE (r.id = request_message.request_id))) check -
public.request_message system ALL to tasuki_system using true check true
public.request_message write INSERT to tasuki_app using - check ((organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND ( SELECT
        CASE
            WHEN ((request_message.kind = ANY (ARRAY['ANSWER'::text, 'DECLINE'::text])) OR request_message.waits_for_hospital) THEN (r.vendor_id = request_message.organisation_id)
            WHEN (request_message.kind = ANY (ARRAY['QUESTION'::text, 'REOPENING'::text])) THEN (r.hospital_id = request_message.organisation_id)
            ELSE true
        END AS "case"
   FROM information_request r
  WHERE (r.id = request_message.request_id)))
public.request_pause party SELECT to tasuki_app using ( SELECT true
   FROM information_request r
  WHERE (r.id = request_pause.request_id)) check -
public.request_pause resume UPDATE to tasuki_app using ((until_at IS NULL) AND ((( SELECT tasuki_organisation() AS tasuki_organisation) = hospital_id) OR (( SELECT tasuki_organisation() AS tasuki_organisation) = vendor_id)) AND ( SELECT true
   FROM information_request r
  WHERE (r.id = request_pause.request_id))) check ((until_at IS NOT NULL) AND ((( SELECT tasuki_organisation() AS tasuki_organisation) = hospital_id) OR (( SELECT tasuki_organisation() AS tasuki_organisation) = vendor_id)))
public.request_pause system ALL to tasuki_system using true check true
public.request_pause wait INSERT to tasuki_app using - check ((vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (until_at IS NULL) AND ( SELECT true
   FROM information_request r
  WHERE ((r.id = request_pause.request_id) AND (r.vendor_id = request_pause.vendor_id) AND (r.hospital_id = request_pause.hospital_id))))
public.request_publication asked SELECT to tasuki_app using (( SELECT true
   FROM information_request r
  WHERE ((r.id = request_publication.request_id) AND (r.hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)))) AND (EXISTS ( SELECT
   FROM publication p
  WHERE (p.id = request_publication.publication_id)))) check -
public.request_publication own ALL to tasuki_app using (vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check ((vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (EXISTS ( SELECT
   FROM information_request r
  WHERE ((r.id = request_publication.request_id) AND (r.vendor_id = request_publication.vendor_id)))) AND (EXISTS ( SELECT
   FROM publication p
  WHERE ((p.id = request_publication.publication_id) AND (p.vendor_id = request_publication.vendor_id)))))
public.request_publication system ALL to tasuki_system using true check true
public.request_round asked SELECT to tasuki_app using (EXISTS ( SELECT
   FROM information_request r
  WHERE ((r.round_id = request_round.id) AND (r.vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation))))) check -
public.request_round own ALL to tasuki_app using (hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check ((hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (( SELECT tasuki_organisation_kind() AS tasuki_organisation_kind) = 'HOSPITAL'::text))
public.request_round system ALL to tasuki_system using true check true
public.response_promise own ALL to tasuki_app using (vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check ((vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (( SELECT tasuki_organisation_kind() AS tasuki_organisation_kind) = ANY (ARRAY['MANUFACTURER'::text, 'SERVICE_PROVIDER'::text])))
public.response_promise published SELECT to tasuki_app using (( SELECT tasuki_organisation_kind() AS tasuki_organisation_kind) = 'HOSPITAL'::text) check -
public.response_promise system ALL to tasuki_system using true check true
public.responsibility_transfer party SELECT to tasuki_app using ((( SELECT tasuki_organisation() AS tasuki_organisation) = vendor_id) OR (( SELECT tasuki_organisation() AS tasuki_organisation) = hospital_id)) check -
public.responsibility_transfer party_update UPDATE to tasuki_app using ((( SELECT tasuki_organisation() AS tasuki_organisation) = vendor_id) OR (( SELECT tasuki_organisation() AS tasuki_organisation) = hospital_id)) check ((( SELECT tasuki_organisation() AS tasuki_organisation) = vendor_id) OR (( SELECT tasuki_organisation() AS tasuki_organisation) = hospital_id))
public.responsibility_transfer propose INSERT to tasuki_app using - check ((vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (vendor_signed_at IS NULL) AND (hospital_signed_at IS NULL) AND ( SELECT true
   FROM release r
  WHERE ((r.id = responsibility_transfer.release_id) AND (r.vendor_id = responsibility_transfer.vendor_id))) AND ( SELECT true
   FROM relationship r
  WHERE ((r.vendor_id = responsibility_transfer.vendor_id) AND (r.hospital_id = responsibility_transfer.hospital_id) AND (r.state = 'ACTIVE'::text))))
public.responsibility_transfer system ALL to tasuki_system using true check true
public.responsibility_transfer_item party SELECT to tasuki_app using ((( SELECT tasuki_organisation() AS tasuki_organisation) = vendor_id) OR (( SELECT tasuki_organisation() AS tasuki_organisation) = hospital_id)) check -
public.responsibility_transfer_item party_update UPDATE to tasuki_app using ((( SELECT tasuki_organisation() AS tasuki_organisation) = vendor_id) OR (( SELECT tasuki_organisation() AS tasuki_organisation) = hospital_id)) check ((( SELECT tasuki_organisation() AS tasuki_organisation) = vendor_id) OR (( SELECT tasuki_organisation() AS tasuki_organisation) = hospital_id))
public.responsibility_transfer_item propose INSERT to tasuki_app using - check ((vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (state = 'PROPOSED'::text))
public.responsibility_transfer_item system ALL to tasuki_system using true check true
public.shared_case change UPDATE to tasuki_app using ((( SELECT tasuki_organisation() AS tasuki_organisation) = vendor_id) OR (( SELECT tasuki_organisation() AS tasuki_organisation) = hospital_id)) check ((( SELECT tasuki_organisation() AS tasuki_organisation) = vendor_id) OR (( SELECT tasuki_organisation() AS tasuki_organisation) = hospital_id))
public.shared_case named SELECT to tasuki_app using (id IN ( SELECT p.case_id
   FROM case_party p
  WHERE ((p.user_id = tasuki_user()) AND (p.organisation_id = tasuki_organisation()) AND (p.state = 'ACCEPTED'::text) AND (EXISTS ( SELECT
           FROM member m
          WHERE ((m.organisation_id = p.organisation_id) AND (m.user_id = p.user_id) AND (m.state = 'ACTIVE'::text)))) AND (EXISTS ( SELECT
           FROM organisation o
          WHERE ((o.id = p.organisation_id) AND (o.state = 'ADMITTED'::text))))))) check -
public.shared_case open INSERT to tasuki_app using - check ((vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (kind = 'DISCLOSURE'::text) AND (state = 'RECEIVED'::text) AND (party_ids = '{}'::uuid[]))
public.shared_case report INSERT to tasuki_app using - check ((hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (state = 'REPORTED'::text) AND (EXISTS ( SELECT
   FROM relationship r
  WHERE ((r.vendor_id = shared_case.vendor_id) AND (r.hospital_id = shared_case.hospital_id) AND (r.state = 'ACTIVE'::text)))))
public.shared_case side SELECT to tasuki_app using ((( SELECT tasuki_organisation() AS tasuki_organisation) = vendor_id) OR (( SELECT tasuki_organisation() AS tasuki_organisation) = hospital_id)) check -
public.shared_case system ALL to tasuki_system using true check true
public.signature_check own ALL to tasuki_app using (vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check (vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation))
public.signature_check system ALL to tasuki_system using true check true
public.signature_check whole SELECT to tasuki_app using ( SELECT true
   FROM publication p
  WHERE (p.id = signature_check.publication_id)) check -
public.signing_key own_insert INSERT to tasuki_app using - check ((vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (( SELECT tasuki_organisation_kind() AS tasuki_organisation_kind) = ANY (ARRAY['MANUFACTURER'::text, 'SERVICE_PROVIDER'::text])))
public.signing_key own_update UPDATE to tasuki_app using (vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check (vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation))
public.signing_key signed_in SELECT to tasuki_app using (( SELECT COALESCE(tasuki_organisation(), tasuki_user()) AS "coalesce") IS NOT NULL) check -
public.signing_key system ALL to tasuki_system using true check true
public.site mandated SELECT to tasuki_app using ((id IN ( SELECT unnest(m.site_ids) AS unnest
   FROM mandate m
  WHERE (m.mandatary_id = ( SELECT tasuki_organisation() AS tasuki_organisation)))) OR (id IN ( SELECT mandated_assets.site_id
   FROM mandated_assets(false) mandated_assets(asset_id, hospital_id, site_id, vendor_id, mandate_id, grantor_id, is_shared)))) check -
public.site own_insert INSERT to tasuki_app using - check (organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation))
public.site own_update UPDATE to tasuki_app using (organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check -
public.site system ALL to tasuki_system using true check true
public.site visible SELECT to tasuki_app using ((organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) OR (EXISTS ( SELECT
   FROM relationship r
  WHERE ((r.hospital_id = site.organisation_id) AND (r.vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (r.state = 'ACTIVE'::text))))) check -
public.stored_object system ALL to tasuki_system using true check true
public.update_application lookup SELECT to tasuki_owner using true check -
public.update_application mandated ALL to tasuki_app using ((reader_ids IS NULL) AND ((asset_id, hospital_id, vendor_id) IN ( SELECT mandated_assets.asset_id,
    mandated_assets.hospital_id,
    mandated_assets.vendor_id
   FROM mandated_assets(false) mandated_assets(asset_id, hospital_id, site_id, vendor_id, mandate_id, grantor_id, is_shared))) AND is_for_mandataries(publication_id)) check ((reader_ids IS NULL) AND ((asset_id, hospital_id, vendor_id) IN ( SELECT mandated_assets.asset_id,
    mandated_assets.hospital_id,
    mandated_assets.vendor_id
   FROM mandated_assets(false) mandated_assets(asset_id, hospital_id, site_id, vendor_id, mandate_id, grantor_id, is_shared))) AND is_for_mandataries(publication_id))
public.update_application own ALL to tasuki_app using ((hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND ((reader_ids IS NULL) OR (( SELECT tasuki_user() AS tasuki_user) = ANY (reader_ids)))) check (hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation))
public.update_application shared ALL to tasuki_app using ((vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (EXISTS ( SELECT
   FROM relationship r
  WHERE ((r.vendor_id = update_application.vendor_id) AND (r.hospital_id = update_application.hospital_id) AND (r.state = 'ACTIVE'::text) AND (r.shares = 'ASSETS'::text))))) check ((vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (EXISTS ( SELECT
   FROM relationship r
  WHERE ((r.vendor_id = update_application.vendor_id) AND (r.hospital_id = update_application.hospital_id) AND (r.state = 'ACTIVE'::text) AND (r.shares = 'ASSETS'::text)))))
public.update_application system ALL to tasuki_system using true check true
public.update_evidence mandated SELECT to tasuki_app using (( SELECT (EXISTS ( SELECT
           FROM mandates_to_apply(false) mandates_to_apply(id, grantor_id, mandatary_id, product_ids, site_ids, acts, from_on, until_on, granted_at, revoked_at, revocation_reason))) AS "exists") AND ( SELECT true
   FROM update_application a
  WHERE (a.id = update_evidence.application_id))) check -
public.update_evidence mandated_insert INSERT to tasuki_app using - check ( SELECT true
   FROM update_step s
  WHERE ((s.id = update_evidence.step_id) AND (s.application_id = update_evidence.application_id) AND (s.hospital_id = update_evidence.hospital_id) AND (s.vendor_id = update_evidence.vendor_id) AND (s.organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (s.mandate_id IS NOT NULL)))
public.update_evidence own_insert INSERT to tasuki_app using - check (hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation))
public.update_evidence shared_insert INSERT to tasuki_app using - check ((vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (EXISTS ( SELECT
   FROM relationship r
  WHERE ((r.vendor_id = update_evidence.vendor_id) AND (r.hospital_id = update_evidence.hospital_id) AND (r.state = 'ACTIVE'::text) AND (r.shares = 'ASSETS'::text)))))
public.update_evidence system ALL to tasuki_system using true check true
public.update_evidence whole SELECT to tasuki_app using (((( SELECT tasuki_organisation() AS tasuki_organisation) = hospital_id) OR (( SELECT tasuki_organisation() AS tasuki_organisation) = vendor_id)) AND ( SELECT true
   FROM update_application a
  WHERE (a.id = update_evidence.application_id))) check -
public.update_report party SELECT to tasuki_app using ((( SELECT tasuki_organisation() AS tasuki_organisation) = vendor_id) OR (( SELECT tasuki_organisation() AS tasuki_organisation) = hospital_id)) check -
public.update_report report INSERT to tasuki_app using - check ((vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (EXISTS ( SELECT
   FROM relationship r
  WHERE ((r.vendor_id = update_report.vendor_id) AND (r.hospital_id = update_report.hospital_id) AND (r.state = 'ACTIVE'::text)))))
public.update_report system ALL to tasuki_system using true check true
public.update_step mandated SELECT to tasuki_app using (( SELECT (EXISTS ( SELECT
           FROM mandates_to_apply(false) mandates_to_apply(id, grantor_id, mandatary_id, product_ids, site_ids, acts, from_on, until_on, granted_at, revoked_at, revocation_reason))) AS "exists") AND ( SELECT true
   FROM update_application a
  WHERE (a.id = update_step.application_id))) check -
public.update_step mandated_insert INSERT to tasuki_app using - check ((organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND ((hospital_id, vendor_id, mandate_id, on_behalf_of_id) IN ( SELECT mandated_assets.hospital_id,
    mandated_assets.vendor_id,
    mandated_assets.mandate_id,
    mandated_assets.grantor_id
   FROM mandated_assets(false) mandated_assets(asset_id, hospital_id, site_id, vendor_id, mandate_id, grantor_id, is_shared))) AND ( SELECT true
   FROM update_application a
  WHERE (a.id = update_step.application_id)))
public.update_step own_insert INSERT to tasuki_app using - check (hospital_id = ( SELECT tasuki_organisation() AS tasuki_organisation))
public.update_step shared_insert INSERT to tasuki_app using - check ((vendor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (EXISTS ( SELECT
   FROM relationship r
  WHERE ((r.vendor_id = update_step.vendor_id) AND (r.hospital_id = update_step.hospital_id) AND (r.state = 'ACTIVE'::text) AND (r.shares = 'ASSETS'::text)))))
public.update_step system ALL to tasuki_system using true check true
public.update_step whole SELECT to tasuki_app using (((( SELECT tasuki_organisation() AS tasuki_organisation) = hospital_id) OR (( SELECT tasuki_organisation() AS tasuki_organisation) = vendor_id)) AND ( SELECT true
   FROM update_application a
  WHERE (a.id = update_step.application_id))) check -
public.upload own ALL to tasuki_app using (organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check (organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation))
public.upload reading SELECT to tasuki_owner using true check -
public.upload system ALL to tasuki_system using true check true
public.upload_part own ALL to tasuki_app using (organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) check (organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation))
public.upload_part system ALL to tasuki_system using true check true
public.vulnerability_statement analysis SELECT to tasuki_owner using true check -
public.vulnerability_statement readable SELECT to tasuki_app using (upload_id IN ( SELECT readable_uploads() AS readable_uploads)) check -
public.vulnerability_statement system ALL to tasuki_system using true check true
public.webhook own ALL to tasuki_app using ((organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND ( SELECT (EXISTS ( SELECT
           FROM member m
          WHERE ((m.organisation_id = tasuki_organisation()) AND (m.user_id = tasuki_user()) AND (m.state = 'ACTIVE'::text) AND (m.roles && ARRAY['VENDOR_ADMIN'::text, 'HOSPITAL_ADMIN'::text])))) AS "exists")) check ((organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND ( SELECT (EXISTS ( SELECT
           FROM member m
          WHERE ((m.organisation_id = tasuki_organisation()) AND (m.user_id = tasuki_user()) AND (m.state = 'ACTIVE'::text) AND (m.roles && ARRAY['VENDOR_ADMIN'::text, 'HOSPITAL_ADMIN'::text])))) AS "exists"))
public.webhook system ALL to tasuki_system using true check true
public.webhook_cursor system ALL to tasuki_system using true check true
public.webhook_delivery own ALL to tasuki_app using ((organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND ( SELECT (EXISTS ( SELECT
           FROM member m
          WHERE ((m.organisation_id = tasuki_organisation()) AND (m.user_id = tasuki_user()) AND (m.state = 'ACTIVE'::text) AND (m.roles && ARRAY['VENDOR_ADMIN'::text, 'HOSPITAL_ADMIN'::text])))) AS "exists")) check ((organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND ( SELECT (EXISTS ( SELECT
           FROM member m
          WHERE ((m.organisation_id = tasuki_organisation()) AND (m.user_id = tasuki_user()) AND (m.state = 'ACTIVE'::text) AND (m.roles && ARRAY['VENDOR_ADMIN'::text, 'HOSPITAL_ADMIN'::text])))) AS "exists") AND (EXISTS ( SELECT
   FROM webhook w
  WHERE ((w.id = webhook_delivery.webhook_id) AND (w.organisation_id = webhook_delivery.organisation_id)))))
public.webhook_delivery system ALL to tasuki_system using true check true
trail.checkpoint public SELECT to tasuki_app,tasuki_system using true check -
trail.checkpoint sequence ALL to tasuki_sequencer using true check true
trail.entry public SELECT to tasuki_app,tasuki_system using true check -
trail.entry sequence ALL to tasuki_sequencer using true check true
trail.event concerned SELECT to tasuki_app using (((( SELECT tasuki_organisation() AS tasuki_organisation) = organisation_id) OR (( SELECT tasuki_organisation() AS tasuki_organisation) = counterpart_id)) OR (( SELECT tasuki_organisation() AS tasuki_organisation) = on_behalf_of_id)) check -
trail.event erase ALL to tasuki_eraser using true check ((person IS NULL) AND (person_salt IS NULL))
trail.event granted SELECT to tasuki_app using (( SELECT (EXISTS ( SELECT
           FROM audit_grant
          WHERE (audit_grant.auditor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)))) AS "exists") AND (EXISTS ( SELECT
   FROM audit_grant g
  WHERE ((g.auditor_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND (g.organisation_id = ANY (ARRAY[event.organisation_id, event.counterpart_id, event.on_behalf_of_id])) AND (g.revoked_at IS NULL) AND (g.expires_at > now()) AND ((g.publication_id IS NULL) OR (g.publication_id = event.subject_id) OR (strpos(event.facts, (('"publicationId":"'::text || g.publication_id) || '"'::text)) > 0)) AND ((g.period_from IS NULL) OR (event.recorded_at >= g.period_from)) AND ((g.period_until IS NULL) OR (event.recorded_at < g.period_until)))))) check -
trail.event own_act INSERT to tasuki_app using - check ((organisation_id = ( SELECT tasuki_organisation() AS tasuki_organisation)) AND ((on_behalf_of_id IS NULL) OR (on_behalf_of_id IN ( SELECT mandates_to_apply.grantor_id
   FROM mandates_to_apply(false) mandates_to_apply(id, grantor_id, mandatary_id, product_ids, site_ids, acts, from_on, until_on, granted_at, revoked_at, revocation_reason)))))
trail.event system ALL to tasuki_system using true check true
trail.pending owner ALL to tasuki_owner using true check true
trail.pending sequence ALL to tasuki_sequencer using true check true
trail.tile public SELECT to tasuki_app,tasuki_system using true check -
trail.tile sequence ALL to tasuki_sequencer using true check true

-- Privileges
auth."rateLimit" tasuki_app: DELETE, INSERT, SELECT, UPDATE
auth."rateLimit" tasuki_system: DELETE, INSERT, SELECT, UPDATE
auth."twoFactor" tasuki_app: DELETE, INSERT, SELECT, UPDATE
auth."twoFactor" tasuki_system: DELETE, INSERT, SELECT, UPDATE
auth."user" tasuki_app: DELETE, INSERT, SELECT, UPDATE
auth."user" tasuki_system: DELETE, INSERT, SELECT, UPDATE
auth.account tasuki_app: DELETE, INSERT, SELECT, UPDATE
auth.account tasuki_system: DELETE, INSERT, SELECT, UPDATE
auth.passkey tasuki_app: DELETE, INSERT, SELECT, UPDATE
auth.passkey tasuki_system: DELETE, INSERT, SELECT, UPDATE
auth.session tasuki_app: DELETE, INSERT, SELECT, UPDATE
auth.session tasuki_system: DELETE, INSERT, SELECT, UPDATE
auth.sign_in_failure tasuki_app: DELETE, INSERT, SELECT, UPDATE
auth.sign_in_failure tasuki_system: DELETE, INSERT, SELECT, UPDATE
auth.verification tasuki_app: DELETE, INSERT, SELECT, UPDATE
auth.verification tasuki_system: DELETE, INSERT, SELECT, UPDATE
jobs.worker tasuki_jobs: DELETE, INSERT, REFERENCES, SELECT, TRIGGER, TRUNCATE, UPDATE
public.acknowledgement tasuki_app: INSERT, SELECT
public.acknowledgement tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.api_key tasuki_app: INSERT, SELECT, UPDATE
public.api_key tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.artifact tasuki_app: DELETE, INSERT, SELECT
public.artifact tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.asset tasuki_app: INSERT, SELECT, UPDATE
public.asset tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.asset_import tasuki_app: INSERT, SELECT
public.asset_import tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.asset_import_product tasuki_app: DELETE, INSERT, SELECT
public.asset_import_product tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.asset_import_row tasuki_app: DELETE, INSERT, SELECT
public.asset_import_row tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.asset_record tasuki_app: INSERT, SELECT, UPDATE
public.asset_record tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.audit_grant tasuki_app: INSERT, SELECT, UPDATE
public.audit_grant tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.calendar_link tasuki_app: INSERT, SELECT
public.calendar_link tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.case_asset tasuki_app: INSERT, SELECT
public.case_asset tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.case_clock tasuki_app: INSERT, SELECT
public.case_clock tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.case_entry tasuki_app: INSERT, SELECT
public.case_entry tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.case_file tasuki_app: INSERT, SELECT
public.case_file tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.case_internals tasuki_app: INSERT, SELECT
public.case_internals tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.case_party tasuki_app: INSERT, SELECT
public.case_party tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.chase_demand tasuki_app: INSERT, SELECT
public.chase_demand tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.chase_happening tasuki_app: INSERT, SELECT
public.chase_happening tasuki_system: INSERT, SELECT
public.chase_recipient tasuki_app: SELECT
public.chase_recipient tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.chase_step tasuki_app: SELECT
public.chase_step tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.chasing_plan tasuki_app: INSERT, SELECT
public.chasing_plan tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.checklist_answer tasuki_app: DELETE, INSERT, SELECT
public.checklist_answer tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.component tasuki_app: SELECT
public.component tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.contact tasuki_app: DELETE, INSERT, SELECT, UPDATE
public.contact tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.decision_chase tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.delegate tasuki_app: INSERT, SELECT
public.delegate tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.delegate_link tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.delivery tasuki_app: SELECT, UPDATE
public.delivery tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.delivery_site tasuki_app: SELECT, UPDATE
public.delivery_site tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.end_of_support_decision tasuki_app: INSERT, SELECT
public.end_of_support_decision tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.evaluation tasuki_app: INSERT, SELECT
public.evaluation tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.filed_document tasuki_app: INSERT, SELECT, UPDATE
public.filed_document tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.filed_document_release tasuki_app: INSERT, SELECT
public.filed_document_release tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.filed_file tasuki_app: INSERT, SELECT
public.filed_file tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.finding_justification tasuki_app: DELETE, INSERT, SELECT
public.finding_justification tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.handover tasuki_app: SELECT
public.handover tasuki_system: INSERT, SELECT, UPDATE
public.identity_provider tasuki_app: DELETE, INSERT, SELECT, UPDATE
public.identity_provider tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.information_request tasuki_app: INSERT, SELECT
public.information_request tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.installed_base_line tasuki_app: INSERT, SELECT, UPDATE
public.installed_base_line tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.invitation tasuki_app: INSERT, SELECT, UPDATE
public.invitation tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.maintenance_window tasuki_app: INSERT, SELECT, UPDATE
public.maintenance_window tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.mandate tasuki_app: INSERT, SELECT
public.mandate tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.mds2_answer tasuki_app: SELECT
public.mds2_answer tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.member tasuki_app: INSERT, SELECT, UPDATE
public.member tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.migration tasuki_app: SELECT
public.migration tasuki_system: SELECT
public.organisation tasuki_app: INSERT, SELECT, UPDATE
public.organisation tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.outgoing_mail tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.outside_recipient tasuki_app: INSERT, SELECT, UPDATE
public.outside_recipient tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.product tasuki_app: INSERT, SELECT, UPDATE
public.product tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.product_identifier tasuki_app: INSERT, SELECT, UPDATE
public.product_identifier tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.product_match_rejection tasuki_app: INSERT, SELECT
public.product_match_rejection tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.public_file tasuki_app: SELECT
public.public_product tasuki_app: SELECT
public.public_product_identifier tasuki_app: SELECT
public.public_publication tasuki_app: SELECT
public.public_publication_product tasuki_app: SELECT
public.public_release tasuki_app: SELECT
public.publication tasuki_app: INSERT, SELECT, UPDATE
public.publication tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.publication_action tasuki_app: DELETE, INSERT, SELECT
public.publication_action tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.publication_contributor tasuki_app: DELETE, INSERT, SELECT
public.publication_contributor tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.publication_recipient tasuki_app: DELETE, INSERT, SELECT
public.publication_recipient tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.publication_release tasuki_app: DELETE, INSERT, SELECT
public.publication_release tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.published_answer tasuki_app: INSERT, SELECT
public.published_answer tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.published_answer_source tasuki_app: INSERT, SELECT
public.published_answer_source tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.published_answer_version tasuki_app: INSERT, SELECT
public.published_answer_version tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.reading tasuki_app: SELECT
public.reading tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.relationship tasuki_app: INSERT, SELECT, UPDATE
public.relationship tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.release tasuki_app: INSERT, SELECT, UPDATE
public.release tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.release_lifecycle_change tasuki_app: INSERT, SELECT
public.release_lifecycle_change tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.request_attachment tasuki_app: INSERT, SELECT
public.request_attachment tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.request_message tasuki_app: INSERT, SELECT
public.request_message tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.request_pause tasuki_app: INSERT, SELECT
public.request_pause tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.request_publication tasuki_app: INSERT, SELECT
public.request_publication tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.request_round tasuki_app: INSERT, SELECT
public.request_round tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.response_promise tasuki_app: DELETE, INSERT, SELECT
public.response_promise tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.responsibility_transfer tasuki_app: INSERT, SELECT
public.responsibility_transfer tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.responsibility_transfer_item tasuki_app: INSERT, SELECT
public.responsibility_transfer_item tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.shared_case tasuki_app: INSERT, SELECT
public.shared_case tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.signature_check tasuki_app: DELETE, INSERT, SELECT
public.signature_check tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.signing_key tasuki_app: INSERT, SELECT, UPDATE
public.signing_key tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.site tasuki_app: INSERT, SELECT, UPDATE
public.site tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.stored_object tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.update_application tasuki_app: INSERT, SELECT, UPDATE
public.update_application tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.update_evidence tasuki_app: INSERT, SELECT
public.update_evidence tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.update_report tasuki_app: INSERT, SELECT
public.update_report tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.update_step tasuki_app: INSERT, SELECT
public.update_step tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.upload tasuki_app: INSERT, SELECT, UPDATE
public.upload tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.upload_part tasuki_app: INSERT, SELECT, UPDATE
public.upload_part tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.vulnerability_statement tasuki_app: SELECT
public.vulnerability_statement tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.webhook tasuki_app: DELETE, INSERT, SELECT, UPDATE
public.webhook tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.webhook_cursor tasuki_system: DELETE, INSERT, SELECT, UPDATE
public.webhook_delivery tasuki_app: DELETE, INSERT, SELECT, UPDATE
public.webhook_delivery tasuki_system: DELETE, INSERT, SELECT, UPDATE
trail.checkpoint tasuki_app: SELECT
trail.checkpoint tasuki_sequencer: DELETE, INSERT, SELECT
trail.checkpoint tasuki_system: SELECT
trail.entry tasuki_app: SELECT
trail.entry tasuki_sequencer: INSERT, SELECT
trail.entry tasuki_system: SELECT
trail.event tasuki_app: INSERT, SELECT
trail.event tasuki_system: INSERT, SELECT
trail.pending tasuki_sequencer: DELETE, INSERT, SELECT
trail.tile tasuki_app: SELECT
trail.tile tasuki_sequencer: INSERT, SELECT, UPDATE
trail.tile tasuki_system: SELECT

-- Functions
CREATE OR REPLACE FUNCTION auth.announce_revoked(subject_id uuid)
 RETURNS void
 LANGUAGE sql
AS $function$ select pg_notify('tasuki_revoked', subject_id::text) $function$

CREATE OR REPLACE FUNCTION auth.session_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
    begin
      perform auth.announce_revoked(old."userId");
      return null;
    end $function$

CREATE OR REPLACE FUNCTION auth.user_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
    begin
      perform auth.announce_revoked(old."id");
      return null;
    end $function$

CREATE OR REPLACE FUNCTION jobs.failed_jobs()
 RETURNS TABLE(id bigint, kind text, attempts integer, max_attempts integer, last_error text, failed_at timestamp with time zone, next_attempt_at timestamp with time zone, is_running boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
        select id, task_identifier, attempts::int, max_attempts::int,
          left(regexp_replace(split_part(last_error, chr(10), 1), '[^[:space:]<>"]+@[^[:space:]<>"]+', '***', 'g'), 300),
          updated_at, run_at, locked_at is not null
        from graphile_worker.jobs where last_error is not null;
      $function$

CREATE OR REPLACE FUNCTION jobs.queue_depth()
 RETURNS TABLE(kind text, waiting bigint, failing bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
        select task_identifier, count(*), count(*) filter (where attempts > 0)
        from graphile_worker.jobs group by task_identifier;
      $function$

CREATE OR REPLACE FUNCTION jobs.queue_job(kind text, payload jsonb, job_key text, run_at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
      declare
        made bigint;
      begin
        -- While a worker is just taking the job of the same key, add_job neither changes that one nor adds another, and
        -- says so only by its empty answer.
        loop
          select id into made from graphile_worker.add_job(
            identifier => kind, payload => payload::json, run_at => run_at, job_key => job_key,
            job_key_mode => 'preserve_run_at', max_attempts => 30000);
          exit when made is not null;
          perform pg_sleep(0.005);
        end loop;
      end $function$

CREATE OR REPLACE FUNCTION jobs.queue_state()
 RETURNS TABLE(workers integer, waiting integer, running integer, failed integer, oldest_waiting_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
        select
          (select count(*)::int from jobs.worker w join pg_stat_activity a
             on a.pid = w.backend_pid and a.backend_start = w.backend_start),
          (count(*) filter (where is_due))::int,
          (count(*) filter (where locked_at is not null))::int,
          (count(*) filter (where locked_at is null and last_error is not null))::int,
          min(run_at) filter (where is_due)
        from (
          select *, locked_at is null and run_at <= now() and attempts < max_attempts as is_due from graphile_worker.jobs
        ) as job;
      $function$

CREATE OR REPLACE FUNCTION jobs.retry_job(failed bigint)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
      declare
        was_given_up boolean;
      begin
        select attempts >= max_attempts into was_given_up
        from graphile_worker.jobs where id = failed and last_error is not null and locked_at is null;
        if not found then
          return false;
        end if;
        perform graphile_worker.reschedule_jobs(
          array[failed], run_at => now(), attempts => case when was_given_up then 0 end);
        return found;
      end $function$

CREATE OR REPLACE FUNCTION public.asset_vendor()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
    begin
      select vendor_id into new.vendor_id from release where id = new.release_id;
      return new;
    end $function$

CREATE OR REPLACE FUNCTION public.chase_plan_of(of_organisation uuid, of_side text, of_severity text, of_kind text, at timestamp with time zone)
 RETURNS SETOF chasing_plan
 LANGUAGE sql
 STABLE
AS $function$
      select p.* from chasing_plan p
      where (p.organisation_id = of_organisation or p.organisation_id is null) and p.side = of_side
        and (p.severity is null or p.severity = of_severity)
        and (p.publication_kind is null or p.publication_kind = of_kind)
        and p.created_at <= at and (p.replaced_at is null or p.replaced_at > at)
      order by p.organisation_id is null, p.severity is null, p.publication_kind is null
      limit 1
    $function$

CREATE OR REPLACE FUNCTION public.chase_reached(of_hospital uuid, of_site uuid, of_vendor uuid, asked_role text, readers uuid[], tlp text, at timestamp with time zone)
 RETURNS TABLE(source text, source_id uuid, organisation_id uuid, user_id uuid, name text, email text, phone text, language text)
 LANGUAGE sql
 STABLE
AS $function$
      select 'MEMBER', m.id, m.organisation_id, m.user_id, m.name, m.email, null, coalesce((
          select i.language from invitation i
          where i.organisation_id = m.organisation_id and i.email = m.email and i.accepted_at is not null
          order by i.accepted_at desc limit 1), 'ja')
      from member m
      where m.state = 'ACTIVE' and (
          (asked_role = 'VENDOR_SUPPORT' and m.organisation_id = of_vendor and 'VENDOR_SUPPORT' = any (m.roles))
          or (m.organisation_id = of_hospital and (readers is null or m.user_id = any (readers)) and (
            (asked_role = 'RESPONSIBLE' and 'HOSPITAL_DEVICE' = any (m.roles) and (m.site_ids is null or of_site = any (m.site_ids)))
            or (asked_role in ('HOSPITAL_SECURITY','HOSPITAL_ADMIN') and asked_role = any (m.roles)))))
      union all
      select 'CONTACT', named.id, of_hospital, named.user_id, named.name, named.email, named.phone, 'ja'
      from (
        select c.id, c.name, c.email, c.phone, u.user_id,
               rank() over (order by (c.relationship_id is not null) desc, (c.site_id is not null) desc) as place
        from contact c
          left join relationship r on r.id = c.relationship_id
          left join member u on u.organisation_id = of_hospital and u.state = 'ACTIVE' and u.email = lower(c.email)
        where asked_role in ('BACKUP_CONTACT','EMERGENCY_CONTACT') and c.organisation_id = of_hospital
          and c.kind = split_part(asked_role, '_', 1)
          and (c.site_id is null or c.site_id = of_site)
          and (c.relationship_id is null or (r.vendor_id = of_vendor and r.state = 'ACTIVE'))
          and (readers is null or u.user_id = any (readers))
      ) named where named.place = 1
      union all
      select 'DELEGATE', g.id, of_hospital, null, g.name, g.email, null, g.language
      from delegate g
      where asked_role = 'DELEGATE' and g.hospital_id = of_hospital and g.site_id = of_site
        and g.revoked_at is null and g.expires_at > at and tlp not in ('RED','AMBER_STRICT')
    $function$

CREATE OR REPLACE FUNCTION public.component_identities(sought component_criteria)
 RETURNS TABLE(name_key text, purl_base text, cpe text, version text, is_part boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
      select c.name_key, c.purl_base, c.cpe, c.version, bool_or(not c.is_subject)
      from components_in(array(select distinct upload_id from release_sboms(null)), sought) c
      group by c.name_key, c.purl_base, c.cpe, c.version
    $function$

CREATE OR REPLACE FUNCTION public.component_identity(name_key text, purl_base text, cpe text, version text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
      select name_key || chr(31) || coalesce(purl_base, '') || chr(31) || coalesce(cpe, '') || chr(31) || coalesce(version, '')
    $function$

CREATE OR REPLACE FUNCTION public.component_places(sought component_criteria, after_release uuid, after_upload uuid, after_position integer, at_most integer)
 RETURNS TABLE(release_id uuid, upload_id uuid, "position" integer, publication_id uuid, filed_document_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
    #variable_conflict use_column
    declare
      read_through constant int := case when sought.purl_bases is null then 100 else 0 end;
      releases uuid[];
      uploads uuid[];
      publications uuid[];
      filed uuid[];
      taken int;
    begin
      select array_agg(release_id), array_agg(upload_id), array_agg(publication_id), array_agg(filed_document_id)
        into releases, uploads, publications, filed
        from (select * from release_sboms(null) s
              where after_release is null or (s.release_id, s.upload_id) >= (after_release, after_upload)
              order by s.release_id, s.upload_id) s;
      return query
        select s.release_id, s.upload_id, c.position, s.publication_id, s.filed_document_id
        from unnest(releases[:read_through], uploads[:read_through], publications[:read_through], filed[:read_through])
            with ordinality as s (release_id, upload_id, publication_id, filed_document_id, place)
          cross join lateral (
            select c.position from (select * from component where component.upload_id = s.upload_id offset 0) c
            where 
  (sought.name_pattern is null or c.name_key like sought.name_pattern)
  and (sought.purl_bases is null or c.purl_base = any (sought.purl_bases) or c.cpe_base = any (sought.cpe_bases)
    or split_part(c.name_key, '/', -1) = any (sought.plain_names))
  and (sought.all_keys is null or c.keys @> sought.all_keys)
  and (sought.identities is null
    or component_identity(c.name_key, c.purl_base, c.cpe, c.version) = any (sought.identities)) and (after_release is null
              or (s.release_id, s.upload_id, c.position) > (after_release, after_upload, after_position))
            order by c.position limit at_most) c
        order by s.place, c.position limit at_most;
      get diagnostics taken = row_count;
      if taken >= at_most or coalesce(cardinality(uploads), 0) <= read_through then
        return;
      end if;
      return query
        select s.release_id, s.upload_id, c.position, s.publication_id, s.filed_document_id
        from unnest(releases[read_through + 1:], uploads[read_through + 1:], publications[read_through + 1:],
            filed[read_through + 1:]) as s (release_id, upload_id, publication_id, filed_document_id)
          join components_in(array(select distinct unnest(uploads[read_through + 1:])), sought) c on c.upload_id = s.upload_id
        where after_release is null
          or (s.release_id, s.upload_id, c.position) > (after_release, after_upload, after_position)
        order by s.release_id, s.upload_id, c.position limit at_most - taken;
    end $function$

CREATE OR REPLACE FUNCTION public.component_presence(sought component_criteria)
 RETURNS TABLE(release_id uuid, upload_id uuid, "position" integer, publication_id uuid, filed_document_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
      with s as materialized (select * from release_sboms(null))
      select distinct on (s.release_id) s.release_id, s.upload_id, c.position, s.publication_id, s.filed_document_id
      from s left join components_in(array(select distinct upload_id from s), sought) c using (upload_id)
      order by s.release_id, c.position is null, s.publication_id is null, s.upload_id, c.position
    $function$

CREATE OR REPLACE FUNCTION public.component_total(sought component_criteria)
 RETURNS bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
      with s as materialized (select release_id, upload_id from release_sboms(null))
      select count(*) from s join components_in(array(select distinct upload_id from s), sought) c using (upload_id)
    $function$

CREATE OR REPLACE FUNCTION public.components_in(uploads uuid[], sought component_criteria)
 RETURNS TABLE(upload_id uuid, "position" integer, is_subject boolean, name_key text, purl_base text, cpe text, version text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET plan_cache_mode TO 'force_custom_plan'
 SET work_mem TO '64MB'
AS $function$
    #variable_conflict use_column
    begin
      if sought.purl_bases is not null then
        return query
          select c.upload_id, c.position, c.is_subject, c.name_key, c.purl_base, c.cpe, c.version
          from component c where c.upload_id = any (uploads) and 
  (sought.name_pattern is null or c.name_key like sought.name_pattern)
  and (sought.purl_bases is null or c.purl_base = any (sought.purl_bases) or c.cpe_base = any (sought.cpe_bases)
    or split_part(c.name_key, '/', -1) = any (sought.plain_names))
  and (sought.all_keys is null or c.keys @> sought.all_keys)
  and (sought.identities is null
    or component_identity(c.name_key, c.purl_base, c.cpe, c.version) = any (sought.identities));
      elsif cardinality(uploads) <= 500 then
        return query
          select c.upload_id, c.position, c.is_subject, c.name_key, c.purl_base, c.cpe, c.version
          from unnest(uploads) as sbom (id)
            cross join lateral (select * from component where component.upload_id = sbom.id offset 0) c
          where 
  (sought.name_pattern is null or c.name_key like sought.name_pattern)
  and (sought.purl_bases is null or c.purl_base = any (sought.purl_bases) or c.cpe_base = any (sought.cpe_bases)
    or split_part(c.name_key, '/', -1) = any (sought.plain_names))
  and (sought.all_keys is null or c.keys @> sought.all_keys)
  and (sought.identities is null
    or component_identity(c.name_key, c.purl_base, c.cpe, c.version) = any (sought.identities));
      else
        return query
          with found as materialized (
            select c.upload_id, c.position, c.is_subject, c.name_key, c.purl_base, c.cpe, c.version
            from component c where 
  (sought.name_pattern is null or c.name_key like sought.name_pattern)
  and (sought.purl_bases is null or c.purl_base = any (sought.purl_bases) or c.cpe_base = any (sought.cpe_bases)
    or split_part(c.name_key, '/', -1) = any (sought.plain_names))
  and (sought.all_keys is null or c.keys @> sought.all_keys)
  and (sought.identities is null
    or component_identity(c.name_key, c.purl_base, c.cpe, c.version) = any (sought.identities))
          )
          select * from found where found.upload_id = any (uploads);
      end if;
    end $function$

CREATE OR REPLACE FUNCTION public.components_named(sought component_criteria, patterns text[], at_most integer)
 RETURNS TABLE(group_name text, name text, purl_base text)
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 20
 SET search_path TO 'public', 'pg_temp'
AS $function$
      with found as (
        select c.name_key, c.purl_base, (array_agg(c.upload_id))[1] as upload_id, (array_agg(c.position))[1] as position
        from components_in(array(select distinct upload_id from release_sboms(null)), sought) c
        where c.name_key like all (patterns) and not c.is_subject
        group by c.name_key, c.purl_base
        order by length(c.name_key), c.name_key, c.purl_base
        limit at_most
      )
      select one.group_name, one.name, found.purl_base
      from found join component one using (upload_id, position)
      order by length(found.name_key), found.name_key, found.purl_base
    $function$

CREATE OR REPLACE FUNCTION public.deliveries_titled(patterns text[], at_most integer)
 RETURNS TABLE(hospital_id uuid, id uuid, vendor_id uuid, publication_id uuid, delivered_at timestamp with time zone, open_sites integer, is_for_information boolean, closed_at timestamp with time zone, title_ja text, title_en text)
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 20
 SET search_path TO 'public', 'pg_temp'
AS $function$
      select d.hospital_id, d.id, d.vendor_id, d.publication_id, d.delivered_at, d.open_sites, d.is_for_information,
             d.closed_at, p.title_ja, p.title_en
      from delivery d join publication p on p.id = d.publication_id
      where d.hospital_id = (select tasuki_organisation())
        and (d.reader_ids is null or (select tasuki_user()) = any (d.reader_ids))
        and lower(normalize(concat_ws(chr(10), p.title_ja, p.title_en), NFKC)) like all (patterns)
      order by d.delivered_at desc, d.id desc
      limit at_most
    $function$

CREATE OR REPLACE FUNCTION public.documents_in_force()
 RETURNS TABLE(publication_id uuid, filed_document_id uuid, kind text, since timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 5000
 SET search_path TO 'public', 'pg_temp'
AS $function$
      select id, null::uuid, kind, published_at from (
        -- each by an index of its own
        select p.id, p.kind, p.published_at from publication p where p.state = 'PUBLISHED' and p.vendor_id = (select tasuki_organisation())
        union
        select p.id, p.kind, p.published_at from publication p where p.state = 'PUBLISHED' and p.published_at is not null and 
  p.tlp = 'CLEAR' and (select tasuki_organisation_kind()) in ('MANUFACTURER','SERVICE_PROVIDER','HOSPITAL')
        union
        select p.id, p.kind, p.published_at from publication p where p.state = 'PUBLISHED' and p.id in (
  select d.publication_id from delivery d
  where d.hospital_id = (select tasuki_organisation())
    and (d.reader_ids is null or (select tasuki_user()) = any (d.reader_ids)))
      ) published
      union all
      select null, id, kind, filed_at from filed_document
      where hospital_id = (select tasuki_organisation()) and removed_at is null
    $function$

CREATE OR REPLACE FUNCTION public.gin_extract_query_trgm(text, internal, smallint, internal, internal, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$gin_extract_query_trgm$function$

CREATE OR REPLACE FUNCTION public.gin_extract_value_trgm(text, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$gin_extract_value_trgm$function$

CREATE OR REPLACE FUNCTION public.gin_trgm_consistent(internal, smallint, text, integer, internal, internal, internal, internal)
 RETURNS boolean
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$gin_trgm_consistent$function$

CREATE OR REPLACE FUNCTION public.gin_trgm_triconsistent(internal, smallint, text, integer, internal, internal, internal)
 RETURNS "char"
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$gin_trgm_triconsistent$function$

CREATE OR REPLACE FUNCTION public.gtrgm_compress(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$gtrgm_compress$function$

CREATE OR REPLACE FUNCTION public.gtrgm_consistent(internal, text, smallint, oid, internal)
 RETURNS boolean
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$gtrgm_consistent$function$

CREATE OR REPLACE FUNCTION public.gtrgm_decompress(internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$gtrgm_decompress$function$

CREATE OR REPLACE FUNCTION public.gtrgm_distance(internal, text, smallint, oid, internal)
 RETURNS double precision
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$gtrgm_distance$function$

CREATE OR REPLACE FUNCTION public.gtrgm_in(cstring)
 RETURNS gtrgm
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$gtrgm_in$function$

CREATE OR REPLACE FUNCTION public.gtrgm_options(internal)
 RETURNS void
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE
AS '$libdir/pg_trgm', $function$gtrgm_options$function$

CREATE OR REPLACE FUNCTION public.gtrgm_out(gtrgm)
 RETURNS cstring
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$gtrgm_out$function$

CREATE OR REPLACE FUNCTION public.gtrgm_penalty(internal, internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$gtrgm_penalty$function$

CREATE OR REPLACE FUNCTION public.gtrgm_picksplit(internal, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$gtrgm_picksplit$function$

CREATE OR REPLACE FUNCTION public.gtrgm_same(gtrgm, gtrgm, internal)
 RETURNS internal
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$gtrgm_same$function$

CREATE OR REPLACE FUNCTION public.gtrgm_union(internal, internal)
 RETURNS gtrgm
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$gtrgm_union$function$

CREATE OR REPLACE FUNCTION public.is_for_mandataries(of_publication uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
      select p.tlp in ('CLEAR','GREEN','AMBER') from publication p where p.id = of_publication
    $function$

CREATE OR REPLACE FUNCTION public.mandated_assets(are_over boolean)
 RETURNS TABLE(asset_id uuid, hospital_id uuid, site_id uuid, vendor_id uuid, mandate_id uuid, grantor_id uuid, is_shared boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
      with mine as materialized (select * from mandates_to_apply(are_over))
      select a.id, a.hospital_id, a.site_id, a.vendor_id, m.id, m.grantor_id,
        exists (select from relationship s where s.vendor_id = a.vendor_id and s.hospital_id = a.hospital_id
                and s.state = 'ACTIVE' and s.shares = 'ASSETS')
      from mine m
        join asset a on a.hospital_id = m.grantor_id and (m.site_ids is null or a.site_id = any (m.site_ids))
        join release r on r.id = a.release_id and r.product_id = any (m.product_ids)
      union all
      select a.id, a.hospital_id, a.site_id, a.vendor_id, m.id, m.grantor_id, true
      from mine m
        join relationship s on s.vendor_id = m.grantor_id and s.state = 'ACTIVE' and s.shares = 'ASSETS'
        join asset a on a.vendor_id = m.grantor_id and a.hospital_id = s.hospital_id
        join release r on r.id = a.release_id and r.product_id = any (m.product_ids)
    $function$

CREATE OR REPLACE FUNCTION public.mandated_publications()
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
      with mine as materialized (select * from mandates_to_apply(false)), packages as (
        select p.id, m.product_ids
        from mine m join delivery d on d.hospital_id = m.grantor_id and d.reader_ids is null
          join publication p on p.id = d.publication_id
        where p.kind = 'UPDATE_PACKAGE' and p.state in ('PUBLISHED','SUPERSEDED','WITHDRAWN')
          and p.tlp in ('CLEAR','GREEN','AMBER')
        union
        select p.id, m.product_ids
        from mine m join publication p on p.vendor_id = m.grantor_id
        where p.kind = 'UPDATE_PACKAGE' and p.state in ('PUBLISHED','SUPERSEDED','WITHDRAWN')
          and p.tlp in ('CLEAR','GREEN','AMBER')
      )
      select id from packages
      where exists (select from publication_release n join release r on r.id = n.release_id
                    where n.publication_id = packages.id and r.product_id = any (packages.product_ids))
    $function$

CREATE OR REPLACE FUNCTION public.mandates_to_apply(are_over boolean)
 RETURNS SETOF mandate
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 10
 SET search_path TO 'public', 'pg_temp'
AS $function$
      select m.* from mandate m join organisation g on g.id = m.grantor_id and g.state = 'ADMITTED'
      where m.mandatary_id = (select tasuki_organisation()) and 'APPLY' = any (m.acts)
        and case when are_over then m.revoked_at is not null or m.until_on < (now() at time zone 'Asia/Tokyo')::date
                 else m.revoked_at is null and (now() at time zone 'Asia/Tokyo')::date between m.from_on and m.until_on end
    $function$

CREATE OR REPLACE FUNCTION public.open_waves(of_series uuid[], at_hospitals uuid[])
 RETURNS TABLE(hospital_id uuid, series_id uuid, wave integer, open integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
      select a.hospital_id, a.series_id, a.wave, count(*)::int
      from update_application a
      where a.series_id = any (of_series) and a.hospital_id = any (at_hospitals)
        and a.state in ('PLANNED','SCHEDULED','IN_PROGRESS','FAILED')
        and ((select tasuki_organisation()) in (a.hospital_id, a.vendor_id)
             or a.hospital_id in (select m.hospital_id from mandated_assets(false) m))
      group by a.hospital_id, a.series_id, a.wave
    $function$

CREATE OR REPLACE FUNCTION public.plain_version(version text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
      select regexp_replace(lower(trim(version)), '^(v|ver|version|r|rel|release)[. ]*(?=[0-9])', '')
    $function$

CREATE OR REPLACE FUNCTION public.publication_audience(of_publication uuid)
 RETURNS TABLE(hospital_id uuid, site_id uuid, is_connected boolean, is_evaluating boolean, has_relationship boolean)
 LANGUAGE sql
 STABLE
AS $function$
      with asked as (
        select p.id, p.vendor_id, p.tlp from publication p where p.id = of_publication
      ), concerned as (
        select a.hospital_id, a.site_id, a.is_connected, false as is_evaluating
        from publication_release pr join asset a on a.release_id = pr.release_id, asked
        where pr.publication_id = asked.id and a.status in ('IN_USE','STORED') and asked.tlp <> 'RED'
        union all
        select a.hospital_id, a.site_id, false, true
        from publication_release pr join release r on r.id = pr.release_id
          join evaluation e on e.product_id = r.product_id and e.state = 'CONSENTED'
          join release held on held.product_id = e.product_id
          join asset a on a.release_id = held.id and a.hospital_id = e.hospital_id and a.status = 'EVALUATING', asked
        where pr.publication_id = asked.id and asked.tlp <> 'RED'
        union all
        select l.hospital_id, coalesce(l.site_id, s.id), true, false
        from publication_release pr join installed_base_line l on l.release_id = pr.release_id and l.state = 'LISTED'
          left join site s on s.organisation_id = l.hospital_id and s.is_active and l.site_id is null, asked
        where pr.publication_id = asked.id and l.vendor_id = asked.vendor_id and asked.tlp <> 'RED'
        union all
        select n.hospital_id, s.id, true, false
        from publication_recipient n join site s on s.organisation_id = n.hospital_id and s.is_active, asked
        where n.publication_id = asked.id
      )
      select c.hospital_id, c.site_id, bool_or(c.is_connected), bool_or(c.is_evaluating), bool_or(r.id is not null)
      from concerned c cross join asked
        join site t on t.id = c.site_id and t.is_active
        join organisation o on o.id = c.hospital_id and o.state = 'ADMITTED'
        left join relationship r on r.hospital_id = c.hospital_id and r.vendor_id = asked.vendor_id and r.state = 'ACTIVE'
      where r.id is not null or asked.tlp = 'CLEAR'
      group by c.hospital_id, c.site_id
    $function$

CREATE OR REPLACE FUNCTION public.publication_state(of_publication uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
      select state from publication where id = of_publication
    $function$

CREATE OR REPLACE FUNCTION public.readable_uploads()
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
      select id from upload where organisation_id = (select tasuki_organisation())
      union
      select a.upload_id from delivery d
        join publication p on p.id = d.publication_id and p.state in ('PUBLISHED','SUPERSEDED','WITHDRAWN')
        join artifact a on a.publication_id = p.id
      where d.hospital_id = (select tasuki_organisation())
        and (d.reader_ids is null or (select tasuki_user()) = any (d.reader_ids))
      union
      select a.upload_id from publication p join artifact a on a.publication_id = p.id
      where p.state in ('PUBLISHED','SUPERSEDED','WITHDRAWN') and p.tlp = 'CLEAR'
        and (select tasuki_organisation_kind()) in ('MANUFACTURER','SERVICE_PROVIDER','HOSPITAL','REGULATOR')
      union
      select a.upload_id from publication p join artifact a on a.publication_id = p.id
      where p.state in ('PUBLISHED','SUPERSEDED','WITHDRAWN') and p.tlp = 'GREEN'
        and (select tasuki_organisation_kind()) = 'REGULATOR'
      union
      select a.upload_id from artifact a where a.publication_id in (select mandated_publications())
    $function$

CREATE OR REPLACE FUNCTION public.release_documents(of_releases uuid[])
 RETURNS TABLE(release_id uuid, upload_id uuid, publication_id uuid, filed_document_id uuid, kind text, since timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 5000
 SET search_path TO 'public', 'pg_temp'
AS $function$
      with wanted as materialized (
        select release_id from asset
        where of_releases is null and hospital_id = (select tasuki_organisation()) and status <> 'RETIRED'
        union
        select id from release
        where of_releases is null and vendor_id = (select tasuki_organisation()) and not is_outside
        union
        select unnest(of_releases)
      ), named as (
        select n.release_id, f.upload_id, p.id as publication_id, null::uuid as filed_document_id, p.kind, p.published_at as since
        from wanted join publication_release n using (release_id)
          join publication p on p.id = n.publication_id and p.state = 'PUBLISHED' and p.kind <> 'UPDATE_PACKAGE'
            and (p.vendor_id = (select tasuki_organisation()) or 
  p.tlp = 'CLEAR' and (select tasuki_organisation_kind()) in ('MANUFACTURER','SERVICE_PROVIDER','HOSPITAL') or p.id in (
  select d.publication_id from delivery d
  where d.hospital_id = (select tasuki_organisation())
    and (d.reader_ids is null or (select tasuki_user()) = any (d.reader_ids))))
          join artifact f on f.publication_id = p.id
        union all
        select n.release_id, f.upload_id, null, d.id, d.kind, d.filed_at
        from wanted join filed_document_release n on n.release_id = wanted.release_id
            and n.hospital_id = (select tasuki_organisation())
          join filed_document d on d.id = n.filed_document_id and d.removed_at is null and d.kind <> 'UPDATE_PACKAGE'
          join filed_file f on f.filed_document_id = d.id
      )
      select distinct on (release_id, upload_id) *
      from named order by release_id, upload_id, publication_id is null, since desc
    $function$

CREATE OR REPLACE FUNCTION public.release_sboms(of_releases uuid[])
 RETURNS TABLE(release_id uuid, upload_id uuid, publication_id uuid, filed_document_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 5000
 SET search_path TO 'public', 'pg_temp'
AS $function$
      select release_id, upload_id, publication_id, filed_document_id
      from (
        select d.*, plain_version(r.version) as version,
               plain_version(facts #>> '{sbom,subject,version}') as subject_version,
               array_agg(plain_version(r.version)) over (partition by d.upload_id, r.product_id) as versions
        from release_documents(of_releases) d join reading using (upload_id) join release r on r.id = d.release_id
        where d.kind <> 'ADVISORY'
          -- what lists nothing but its own subject says nothing of what is in it
          and component_count > coalesce((jsonb_typeof(facts #> '{sbom,subject}') = 'object')::int, 0)
      ) sbom
      where cardinality(versions) = 1 or subject_version is null or version = subject_version
        or subject_version <> all (versions)
    $function$

CREATE OR REPLACE FUNCTION public.release_was_told(asked uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
      select exists (
        select from publication_release pr join publication p on p.id = pr.publication_id
        where pr.release_id = asked and p.vendor_id = (select tasuki_organisation())
          and p.kind = 'LIFECYCLE_NOTICE' and p.state = 'PUBLISHED' and p.tlp <> 'RED'
      ) or exists (
        select from asset a join relationship r
          on r.hospital_id = a.hospital_id and r.vendor_id = a.vendor_id and r.state = 'ACTIVE'
        where a.release_id = asked and a.vendor_id = (select tasuki_organisation()) and a.status in ('IN_USE','STORED')
      )
    $function$

CREATE OR REPLACE FUNCTION public.set_limit(real)
 RETURNS real
 LANGUAGE c
 STRICT
AS '$libdir/pg_trgm', $function$set_limit$function$

CREATE OR REPLACE FUNCTION public.show_limit()
 RETURNS real
 LANGUAGE c
 STABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$show_limit$function$

CREATE OR REPLACE FUNCTION public.show_trgm(text)
 RETURNS text[]
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$show_trgm$function$

CREATE OR REPLACE FUNCTION public.similarity(text, text)
 RETURNS real
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$similarity$function$

CREATE OR REPLACE FUNCTION public.similarity_dist(text, text)
 RETURNS real
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$similarity_dist$function$

CREATE OR REPLACE FUNCTION public.similarity_op(text, text)
 RETURNS boolean
 LANGUAGE c
 STABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$similarity_op$function$

CREATE OR REPLACE FUNCTION public.statements_about(vulnerability text)
 RETURNS TABLE(upload_id uuid, "position" integer, vulnerability_id text, aliases text[], product jsonb, component jsonb, status text, justification text, impact text, scores jsonb, title text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
      with recursive visible as materialized (
        select uploads_in_force() as upload_id
      ), named (id, steps) as (
        select $1, 0
        union
        select other.id, named.steps + 1
        from named
          cross join lateral (
            select s.vulnerability || s.aliases as ids from vulnerability_statement s join visible using (upload_id)
            where s.vulnerability = named.id or s.aliases @> array[named.id]) s
          cross join lateral unnest(s.ids) as other (id)
        where named.steps < 2
      )
      select s.upload_id, s.position, s.vulnerability, s.aliases, s.product, s.component, s.status, s.justification,
             s.impact, s.scores, s.title
      from vulnerability_statement s join visible using (upload_id)
      where s.vulnerability = any (array(select id from named))
    $function$

CREATE OR REPLACE FUNCTION public.strict_word_similarity(text, text)
 RETURNS real
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$strict_word_similarity$function$

CREATE OR REPLACE FUNCTION public.strict_word_similarity_commutator_op(text, text)
 RETURNS boolean
 LANGUAGE c
 STABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$strict_word_similarity_commutator_op$function$

CREATE OR REPLACE FUNCTION public.strict_word_similarity_dist_commutator_op(text, text)
 RETURNS real
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$strict_word_similarity_dist_commutator_op$function$

CREATE OR REPLACE FUNCTION public.strict_word_similarity_dist_op(text, text)
 RETURNS real
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$strict_word_similarity_dist_op$function$

CREATE OR REPLACE FUNCTION public.strict_word_similarity_op(text, text)
 RETURNS boolean
 LANGUAGE c
 STABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$strict_word_similarity_op$function$

CREATE OR REPLACE FUNCTION public.tasuki_grams(content text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
      with run as (
        select found[1] as text
        from regexp_matches(lower(normalize(content, NFKC)), '([0-9a-z._-]{2,}|[々〆ヵヶぁ-ゖァ-ヺー一-鿿㐀-䶿]{2,})', 'g') found
      ), gram as (
        select case when text ~ '^[0-9a-z._-]' then trim(trailing '._-' from text) else substr(text, place, 2) end as text
        from run, generate_series(1, case when run.text ~ '^[0-9a-z._-]' then 1 else length(run.text) - 1 end) place
      )
      select coalesce(array_agg(distinct text), '{}') from gram where length(text) > 1 and text !~ '^[ぁ-ゖー]+$'
    $function$

CREATE OR REPLACE FUNCTION public.tasuki_organisation()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
      select nullif(current_setting('tasuki.organisation_id', true), '')::uuid
    $function$

CREATE OR REPLACE FUNCTION public.tasuki_organisation_kind()
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
      select kind from organisation where id = tasuki_organisation()
    $function$

CREATE OR REPLACE FUNCTION public.tasuki_user()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
      select nullif(current_setting('tasuki.user_id', true), '')::uuid
    $function$

CREATE OR REPLACE PROCEDURE public.tasuki_wall(IN tables text[])
 LANGUAGE plpgsql
AS $procedure$
    declare
      name text;
    begin
      foreach name in array tables loop
        execute format('alter table %s enable row level security', name);
        execute format('alter table %s force row level security', name);
        execute format('create policy system on %s to tasuki_system using (true) with check (true)', name);
        execute format('grant select, insert, update, delete on %s to tasuki_system', name);
      end loop;
    end $procedure$

CREATE OR REPLACE FUNCTION public.uploads_in_force()
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 5000
 SET search_path TO 'public', 'pg_temp'
AS $function$
      select a.upload_id from documents_in_force() join artifact a using (publication_id)
      union
      select f.upload_id from documents_in_force() join filed_file f using (filed_document_id)
    $function$

CREATE OR REPLACE FUNCTION public.word_similarity(text, text)
 RETURNS real
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$word_similarity$function$

CREATE OR REPLACE FUNCTION public.word_similarity_commutator_op(text, text)
 RETURNS boolean
 LANGUAGE c
 STABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$word_similarity_commutator_op$function$

CREATE OR REPLACE FUNCTION public.word_similarity_dist_commutator_op(text, text)
 RETURNS real
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$word_similarity_dist_commutator_op$function$

CREATE OR REPLACE FUNCTION public.word_similarity_dist_op(text, text)
 RETURNS real
 LANGUAGE c
 IMMUTABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$word_similarity_dist_op$function$

CREATE OR REPLACE FUNCTION public.word_similarity_op(text, text)
 RETURNS boolean
 LANGUAGE c
 STABLE PARALLEL SAFE STRICT
AS '$libdir/pg_trgm', $function$word_similarity_op$function$

CREATE OR REPLACE FUNCTION trail.canonical(value jsonb)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
    declare
      kind text := jsonb_typeof(value);
      parts text;
      is_plain boolean;
    begin
      if kind = 'object' then
        select string_agg(
                 to_json(key)::text || ':' ||
                   case when jsonb_typeof(item) in ('string', 'boolean', 'null') then item::text else trail.canonical(item) end,
                 ',' order by key collate "C"),
               bool_and(octet_length(key) = length(key))
          into parts, is_plain
          from jsonb_each(value) as member (key, item);
        if not is_plain then
          raise exception 'facts have a key that is not ASCII' using errcode = '22023';
        end if;
        return '{' || coalesce(parts, '') || '}';
      elsif kind = 'array' then
        select string_agg(trail.canonical(item), ',' order by place) into parts
          from jsonb_array_elements(value) with ordinality as element (item, place);
        return '[' || coalesce(parts, '') || ']';
      elsif kind = 'number' then
        if value::numeric <> trunc(value::numeric) or abs(value::numeric) > 9007199254740991 then
          raise exception 'facts have the number %, which is not a whole number up to 2^53 - 1', value using errcode = '22023';
        end if;
        return trunc(value::numeric)::text;
      end if;
      -- PostgreSQL escapes texts as the standard does: the short escapes, and \u00xx for other control characters
      return value::text;
    end $function$

CREATE OR REPLACE FUNCTION trail.enqueue()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
    begin
      insert into trail.pending (event_id, commitment) select id, commitment from recorded;
      return null;
    end $function$

CREATE OR REPLACE FUNCTION trail.event_facts(act text, version integer, id uuid, at timestamp with time zone, organisation_id uuid, counterpart_id uuid, site_id uuid, subject_type text, subject_id uuid, facts jsonb)
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
      select '{"act":' || to_json(act)::text
        || ',"at":"' || to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
        || '","by":"SYSTEM","counterpartId":' || coalesce('"' || counterpart_id || '"', 'null')
        || ',"facts":' || trail.canonical(coalesce(facts, '{}'))
        || ',"id":"' || id
        || '","organisationId":' || coalesce('"' || organisation_id || '"', 'null')
        || ',"roles":[],"siteId":' || coalesce('"' || site_id || '"', 'null')
        || ',"subjectId":"' || subject_id
        || '","subjectType":' || to_json(subject_type)::text
        || ',"version":' || version || '}'
    $function$

CREATE OR REPLACE FUNCTION trail.salt()
 RETURNS bytea
 LANGUAGE sql
 PARALLEL SAFE
AS $function$
      select substring(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) for 16)
    $function$

CREATE OR REPLACE FUNCTION trail.salted_hash(salt bytea, content text)
 RETURNS bytea
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
      select sha256(salt || convert_to(content, 'UTF8'))
    $function$

CREATE OR REPLACE FUNCTION trail.seal()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
    begin
      new.person_hash := trail.salted_hash(new.person_salt, new.person);
      new.commitment := sha256(trail.salted_hash(new.facts_salt, new.facts) || new.person_hash);
      return new;
    end $function$

CREATE OR REPLACE FUNCTION trail.waiting()
 RETURNS TABLE(events bigint, oldest_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
      select count(*), uuid_extract_timestamp((select event_id from trail.pending order by event_id limit 1))
      from trail.pending
    $function$


-- Triggers
CREATE TRIGGER enqueue AFTER INSERT ON trail.event REFERENCING NEW TABLE AS recorded FOR EACH STATEMENT EXECUTE FUNCTION trail.enqueue()
CREATE TRIGGER seal BEFORE INSERT ON trail.event FOR EACH ROW EXECUTE FUNCTION trail.seal()
CREATE TRIGGER session_changed AFTER UPDATE OF "activeOrganisationId", "authenticatedAt" ON auth.session FOR EACH ROW EXECUTE FUNCTION auth.session_changed()
CREATE TRIGGER session_ended AFTER DELETE ON auth.session FOR EACH ROW EXECUTE FUNCTION auth.session_changed()
CREATE TRIGGER user_changed AFTER UPDATE OF name, email, "twoFactorEnabled" ON auth."user" FOR EACH ROW EXECUTE FUNCTION auth.user_changed()
CREATE TRIGGER vendor BEFORE INSERT OR UPDATE OF release_id, vendor_id ON public.asset FOR EACH ROW EXECUTE FUNCTION asset_vendor()
