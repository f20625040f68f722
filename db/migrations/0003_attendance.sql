-- Shifts of every pattern, a richer punch log, requests with chains, law calendars, month close, kiosks and exports.
-- Tables whose checks grew are made anew and take over their rows; children before parents, so that no reference breaks.
ALTER TABLE employees ADD COLUMN personnel_number text;
--> statement-breakpoint
ALTER TABLE employees ADD COLUMN position text;
--> statement-breakpoint
ALTER TABLE employees ADD COLUMN law_profile text;
--> statement-breakpoint
ALTER TABLE employees ADD COLUMN birth_date text;
--> statement-breakpoint
ALTER TABLE employees ADD COLUMN week_minutes integer;
--> statement-breakpoint
ALTER TABLE employees ADD COLUMN work_mode text;
--> statement-breakpoint
ALTER TABLE shifts ADD COLUMN archived_at integer;
--> statement-breakpoint
CREATE TABLE shift_versions_new (
	org_id text NOT NULL,
	id text NOT NULL,
	shift_id text NOT NULL,
	valid_from text NOT NULL,
	pattern text NOT NULL,
	rules text NOT NULL,
	created_at integer NOT NULL,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id,shift_id) REFERENCES shifts(org_id,id)
) STRICT;
--> statement-breakpoint
INSERT INTO shift_versions_new (org_id, id, shift_id, valid_from, pattern, rules, created_at)
	SELECT org_id, id, shift_id, valid_from,
		json_object('kind', 'workdays', 'segments', json_array(json_object('startMinute', start_minute, 'endMinute', end_minute))),
		json_object('graceLateMinutes', grace_late, 'graceEarlyMinutes', grace_early, 'earlyWindowMinutes', early_window,
			'lateWindowMinutes', late_window, 'breaks', CASE break_minutes WHEN 0 THEN json_array() ELSE json_array(json_object(
				'mode', 'auto_deduct', 'paid', json('false'), 'minutes', break_minutes, 'afterMinutes', break_after_minutes)) END),
		created_at FROM shift_versions;
--> statement-breakpoint
DROP TABLE shift_versions;
--> statement-breakpoint
ALTER TABLE shift_versions_new RENAME TO shift_versions;
--> statement-breakpoint
CREATE INDEX shift_versions_shift ON shift_versions (org_id,shift_id,valid_from);
--> statement-breakpoint
CREATE TRIGGER shift_versions_no_update BEFORE UPDATE ON shift_versions BEGIN
	SELECT RAISE(ABORT, 'shift_versions is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER shift_versions_no_delete BEFORE DELETE ON shift_versions BEGIN
	SELECT RAISE(ABORT, 'shift_versions is append-only');
END;
--> statement-breakpoint
CREATE TABLE shift_assignments_new (
	org_id text NOT NULL,
	id text NOT NULL,
	shift_id text NOT NULL,
	group_id text,
	employee_id text,
	workplace_id text,
	valid_from text NOT NULL,
	valid_to text,
	created_at integer NOT NULL,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id,shift_id) REFERENCES shifts(org_id,id),
	FOREIGN KEY (org_id,group_id) REFERENCES groups(org_id,id),
	FOREIGN KEY (org_id,employee_id) REFERENCES employees(org_id,id),
	FOREIGN KEY (org_id,workplace_id) REFERENCES workplaces(org_id,id),
	CONSTRAINT shift_assignments_one_scope CHECK((group_id is null) <> (employee_id is null))
) STRICT;
--> statement-breakpoint
INSERT INTO shift_assignments_new (org_id, id, shift_id, group_id, employee_id, valid_from, valid_to, created_at)
	SELECT org_id, id, shift_id, group_id, employee_id, valid_from, valid_to, created_at FROM shift_assignments;
--> statement-breakpoint
DROP TABLE shift_assignments;
--> statement-breakpoint
ALTER TABLE shift_assignments_new RENAME TO shift_assignments;
--> statement-breakpoint
CREATE INDEX shift_assignments_shift ON shift_assignments (org_id,shift_id);
--> statement-breakpoint
CREATE INDEX shift_assignments_group ON shift_assignments (org_id,group_id,valid_from);
--> statement-breakpoint
CREATE INDEX shift_assignments_employee ON shift_assignments (org_id,employee_id,valid_from);
--> statement-breakpoint
CREATE INDEX shift_assignments_workplace ON shift_assignments (org_id,workplace_id);
--> statement-breakpoint
CREATE TABLE punches_new (
	org_id text NOT NULL,
	id text NOT NULL,
	employee_id text NOT NULL,
	at integer NOT NULL,
	received_at integer NOT NULL,
	kind text NOT NULL,
	source text NOT NULL,
	source_key text NOT NULL,
	time_zone text NOT NULL,
	workplace_id text,
	verdict text NOT NULL,
	distance_m integer,
	accuracy_m integer,
	point_hash text,
	trust integer NOT NULL,
	flags text NOT NULL,
	reason text,
	supersedes_id text,
	recorded_by text,
	receipt text,
	reference text,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id,employee_id) REFERENCES employees(org_id,id),
	FOREIGN KEY (org_id,workplace_id) REFERENCES workplaces(org_id,id),
	FOREIGN KEY (org_id,supersedes_id) REFERENCES punches_new(org_id,id),
	FOREIGN KEY (org_id,recorded_by) REFERENCES employees(org_id,id),
	CONSTRAINT punches_kind CHECK(kind in ('in', 'out', 'break_start', 'break_end', 'undirected', 'void')),
	CONSTRAINT punches_verdict CHECK(verdict in ('inside', 'review', 'field', 'not_asked')),
	CONSTRAINT punches_trust CHECK(trust between 0 and 100),
	CONSTRAINT punches_void_names_its_punch CHECK(kind <> 'void' or supersedes_id is not null),
	CONSTRAINT punches_manual_has_reason CHECK(source <> 'manual' or (reason is not null and recorded_by is not null))
) STRICT;
--> statement-breakpoint
INSERT INTO punches_new (org_id, id, employee_id, at, received_at, kind, source, source_key, time_zone, workplace_id, verdict, distance_m, accuracy_m, point_hash, trust, flags, reason, supersedes_id, recorded_by)
	SELECT org_id, id, employee_id, at, received_at, kind, source, source_key, time_zone, workplace_id, verdict, distance_m, accuracy_m, point_hash, trust, flags, reason, supersedes_id, recorded_by FROM punches;
--> statement-breakpoint
CREATE TABLE punch_evidence_new (
	org_id text NOT NULL,
	id text NOT NULL,
	punch_id text NOT NULL,
	at integer NOT NULL,
	kind text NOT NULL,
	source_key text NOT NULL,
	text text,
	verdict text,
	distance_m integer,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id,punch_id) REFERENCES punches_new(org_id,id),
	CONSTRAINT punch_evidence_kind CHECK(kind in ('reason', 'live', 'photo'))
) STRICT;
--> statement-breakpoint
INSERT INTO punch_evidence_new (org_id, id, punch_id, at, kind, source_key, text, verdict, distance_m)
	SELECT org_id, id, punch_id, at, kind, source_key, text, verdict, distance_m FROM punch_evidence;
--> statement-breakpoint
DROP TABLE punch_evidence;
--> statement-breakpoint
DROP TABLE punches;
--> statement-breakpoint
ALTER TABLE punches_new RENAME TO punches;
--> statement-breakpoint
ALTER TABLE punch_evidence_new RENAME TO punch_evidence;
--> statement-breakpoint
CREATE UNIQUE INDEX punches_source_key ON punches (source_key);
--> statement-breakpoint
CREATE INDEX punches_employee_at ON punches (org_id,employee_id,at);
--> statement-breakpoint
CREATE INDEX punches_doubtful ON punches (org_id,at) WHERE verdict in ('review', 'field') or flags <> '[]';
--> statement-breakpoint
CREATE INDEX punches_point ON punches (org_id,point_hash,at) WHERE point_hash is not null;
--> statement-breakpoint
CREATE UNIQUE INDEX punches_supersedes ON punches (org_id,supersedes_id);
--> statement-breakpoint
CREATE INDEX punches_workplace ON punches (org_id,workplace_id);
--> statement-breakpoint
CREATE INDEX punches_recorded_by ON punches (org_id,recorded_by);
--> statement-breakpoint
CREATE INDEX punches_receipt ON punches (receipt);
--> statement-breakpoint
CREATE INDEX punches_reference ON punches (org_id,reference) WHERE reference is not null;
--> statement-breakpoint
CREATE UNIQUE INDEX punch_evidence_source_key ON punch_evidence (source_key);
--> statement-breakpoint
CREATE INDEX punch_evidence_punch ON punch_evidence (org_id,punch_id);
--> statement-breakpoint
CREATE TRIGGER punches_no_update BEFORE UPDATE ON punches BEGIN
	SELECT RAISE(ABORT, 'punches is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER punches_no_delete BEFORE DELETE ON punches BEGIN
	SELECT RAISE(ABORT, 'punches is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER punch_evidence_no_update BEFORE UPDATE ON punch_evidence BEGIN
	SELECT RAISE(ABORT, 'punch_evidence is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER punch_evidence_no_delete BEFORE DELETE ON punch_evidence BEGIN
	SELECT RAISE(ABORT, 'punch_evidence is append-only');
END;
--> statement-breakpoint
CREATE TABLE requests_new (
	org_id text NOT NULL,
	id text NOT NULL,
	employee_id text NOT NULL,
	kind text NOT NULL,
	type_code text NOT NULL,
	unit text NOT NULL,
	starts_on text NOT NULL,
	ends_on text NOT NULL,
	start_minute integer,
	end_minute integer,
	time_zone text NOT NULL,
	minutes_charged integer NOT NULL,
	card text NOT NULL,
	payload text DEFAULT '{}' NOT NULL,
	note text,
	state text NOT NULL,
	stage integer DEFAULT 1 NOT NULL,
	parent_id text,
	decided_by text,
	decided_at integer,
	decision_reason text,
	created_at integer NOT NULL,
	version integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id,employee_id) REFERENCES employees(org_id,id),
	FOREIGN KEY (org_id,decided_by) REFERENCES employees(org_id,id),
	FOREIGN KEY (org_id,parent_id) REFERENCES requests_new(org_id,id),
	CONSTRAINT requests_range CHECK(ends_on >= starts_on),
	CONSTRAINT requests_state_known CHECK(state in ('pending', 'approved', 'rejected', 'withdrawn', 'cancelled')),
	CONSTRAINT requests_unit CHECK(unit in ('day', 'half_day', 'hour')),
	CONSTRAINT requests_minutes CHECK(minutes_charged >= 0),
	CONSTRAINT requests_never_own_decision CHECK(state not in ('approved', 'rejected') or (decided_by is not null and decided_by <> employee_id))
) STRICT;
--> statement-breakpoint
INSERT INTO requests_new (org_id, id, employee_id, kind, type_code, unit, starts_on, ends_on, start_minute, end_minute, time_zone, minutes_charged, card, note, state, decided_by, decided_at, decision_reason, created_at, version)
	SELECT org_id, id, employee_id, kind, leave_type, unit, starts_on, ends_on, start_minute, end_minute, time_zone, minutes_charged, card, note, state, decided_by, decided_at, decision_reason, created_at, version FROM requests;
--> statement-breakpoint
DROP TABLE requests;
--> statement-breakpoint
ALTER TABLE requests_new RENAME TO requests;
--> statement-breakpoint
CREATE INDEX requests_employee ON requests (org_id,employee_id,starts_on);
--> statement-breakpoint
CREATE INDEX requests_state ON requests (org_id,state,ends_on);
--> statement-breakpoint
CREATE INDEX requests_decided_by ON requests (org_id,decided_by);
--> statement-breakpoint
CREATE INDEX requests_parent ON requests (org_id,parent_id);
--> statement-breakpoint
CREATE TABLE leave_ledger_new (
	org_id text NOT NULL,
	id text NOT NULL,
	employee_id text NOT NULL,
	leave_type text NOT NULL,
	minutes integer NOT NULL,
	reason text NOT NULL,
	reference text NOT NULL,
	effective_on text NOT NULL,
	note text,
	created_by text,
	created_at integer NOT NULL,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id,employee_id) REFERENCES employees(org_id,id),
	FOREIGN KEY (org_id,created_by) REFERENCES employees(org_id,id),
	CONSTRAINT leave_ledger_reason CHECK(reason in ('accrual', 'use', 'reversal', 'adjustment', 'opening', 'carry_over', 'expiry', 'payout'))
) STRICT;
--> statement-breakpoint
INSERT INTO leave_ledger_new (org_id, id, employee_id, leave_type, minutes, reason, reference, effective_on, created_at)
	SELECT org_id, id, employee_id, leave_type, minutes, reason, reference, effective_on, created_at FROM leave_ledger;
--> statement-breakpoint
DROP TABLE leave_ledger;
--> statement-breakpoint
ALTER TABLE leave_ledger_new RENAME TO leave_ledger;
--> statement-breakpoint
CREATE INDEX leave_ledger_created_by ON leave_ledger (org_id,created_by);
--> statement-breakpoint
CREATE UNIQUE INDEX leave_ledger_once ON leave_ledger (org_id,employee_id,leave_type,reason,reference);
--> statement-breakpoint
CREATE TRIGGER leave_ledger_no_update BEFORE UPDATE ON leave_ledger BEGIN
	SELECT RAISE(ABORT, 'leave_ledger is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER leave_ledger_no_delete BEFORE DELETE ON leave_ledger BEGIN
	SELECT RAISE(ABORT, 'leave_ledger is append-only');
END;
--> statement-breakpoint
CREATE TABLE roster_days (
	org_id text NOT NULL,
	id text NOT NULL,
	employee_id text NOT NULL,
	date text NOT NULL,
	segments text,
	shift_id text,
	source text NOT NULL,
	reference text NOT NULL,
	substitute_for text,
	note text,
	created_by text NOT NULL,
	created_at integer NOT NULL,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id,employee_id) REFERENCES employees(org_id,id),
	FOREIGN KEY (org_id,shift_id) REFERENCES shifts(org_id,id),
	FOREIGN KEY (org_id,created_by) REFERENCES employees(org_id,id),
	CONSTRAINT roster_days_source CHECK(source in ('exception', 'rota', 'copy', 'swap'))
) STRICT;
--> statement-breakpoint
CREATE INDEX roster_days_employee ON roster_days (org_id,employee_id,date);
--> statement-breakpoint
CREATE INDEX roster_days_reference ON roster_days (org_id,reference);
--> statement-breakpoint
CREATE INDEX roster_days_shift ON roster_days (org_id,shift_id);
--> statement-breakpoint
CREATE INDEX roster_days_created_by ON roster_days (org_id,created_by);
--> statement-breakpoint
CREATE TABLE calendar_overrides (
	org_id text NOT NULL,
	id text NOT NULL,
	date text NOT NULL,
	workplace_id text,
	kind text NOT NULL,
	shortened_minutes integer DEFAULT 0 NOT NULL,
	name text,
	created_by text NOT NULL,
	created_at integer NOT NULL,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id) REFERENCES organisations(id),
	FOREIGN KEY (org_id,workplace_id) REFERENCES workplaces(org_id,id),
	FOREIGN KEY (org_id,created_by) REFERENCES employees(org_id,id),
	CONSTRAINT calendar_overrides_kind CHECK(kind in ('work', 'weekend', 'holiday', 'moved_off', 'short', 'work_moved', 'none')),
	CONSTRAINT calendar_overrides_shortened CHECK(shortened_minutes between 0 and 480)
) STRICT;
--> statement-breakpoint
CREATE INDEX calendar_overrides_date ON calendar_overrides (org_id,date);
--> statement-breakpoint
CREATE INDEX calendar_overrides_workplace ON calendar_overrides (org_id,workplace_id);
--> statement-breakpoint
CREATE INDEX calendar_overrides_created_by ON calendar_overrides (org_id,created_by);
--> statement-breakpoint
CREATE TABLE official_years (
	profile text NOT NULL,
	year integer NOT NULL,
	revision integer NOT NULL,
	payload text NOT NULL,
	source text NOT NULL,
	checksum text NOT NULL,
	imported_at integer NOT NULL,
	PRIMARY KEY(profile, year, revision),
	CONSTRAINT official_years_profile CHECK(profile in ('ir', 'ru'))
) STRICT;
--> statement-breakpoint
CREATE TABLE work_rules (
	org_id text NOT NULL,
	id text NOT NULL,
	valid_from text NOT NULL,
	payload text NOT NULL,
	created_by text NOT NULL,
	created_at integer NOT NULL,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id) REFERENCES organisations(id),
	FOREIGN KEY (org_id,created_by) REFERENCES employees(org_id,id)
) STRICT;
--> statement-breakpoint
CREATE INDEX work_rules_from ON work_rules (org_id,valid_from);
--> statement-breakpoint
CREATE INDEX work_rules_created_by ON work_rules (org_id,created_by);
--> statement-breakpoint
CREATE TABLE attendance_settings (
	org_id text PRIMARY KEY NOT NULL,
	payload text NOT NULL,
	updated_at integer NOT NULL,
	version integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (org_id) REFERENCES organisations(id)
) STRICT;
--> statement-breakpoint
CREATE TABLE notice_settings (
	org_id text NOT NULL,
	employee_id text NOT NULL,
	quiet_from integer,
	quiet_to integer,
	weekly_summary integer DEFAULT 1 NOT NULL,
	monthly_summary integer DEFAULT 1 NOT NULL,
	updated_at integer NOT NULL,
	PRIMARY KEY(org_id, employee_id),
	FOREIGN KEY (org_id,employee_id) REFERENCES employees(org_id,id)
) STRICT;
--> statement-breakpoint
CREATE TABLE team_boards (
	org_id text NOT NULL,
	id text NOT NULL,
	chat_id integer NOT NULL,
	message_id integer,
	group_id text,
	language text NOT NULL,
	shown text,
	next_at integer,
	created_by text NOT NULL,
	created_at integer NOT NULL,
	removed_at integer,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id,group_id) REFERENCES groups(org_id,id),
	FOREIGN KEY (org_id,created_by) REFERENCES employees(org_id,id)
) STRICT;
--> statement-breakpoint
CREATE INDEX team_boards_chat ON team_boards (chat_id);
--> statement-breakpoint
CREATE INDEX team_boards_next ON team_boards (next_at);
--> statement-breakpoint
CREATE INDEX team_boards_group ON team_boards (org_id,group_id);
--> statement-breakpoint
CREATE INDEX team_boards_created_by ON team_boards (org_id,created_by);
--> statement-breakpoint
CREATE TABLE punch_points (
	org_id text NOT NULL,
	punch_id text NOT NULL,
	latitude_e6 integer NOT NULL,
	longitude_e6 integer NOT NULL,
	created_at integer NOT NULL,
	PRIMARY KEY(org_id, punch_id),
	FOREIGN KEY (org_id,punch_id) REFERENCES punches(org_id,id)
) STRICT;
--> statement-breakpoint
CREATE TABLE change_answers (
	org_id text NOT NULL,
	punch_id text NOT NULL,
	employee_id text NOT NULL,
	answer text NOT NULL,
	text text,
	answered_at integer NOT NULL,
	settled_by text,
	settled_at integer,
	settlement text,
	version integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(org_id, punch_id),
	FOREIGN KEY (org_id,punch_id) REFERENCES punches(org_id,id),
	FOREIGN KEY (org_id,employee_id) REFERENCES employees(org_id,id),
	FOREIGN KEY (org_id,settled_by) REFERENCES employees(org_id,id),
	CONSTRAINT change_answers_answer CHECK(answer in ('accepted', 'objected'))
) STRICT;
--> statement-breakpoint
CREATE INDEX change_answers_employee ON change_answers (org_id,employee_id);
--> statement-breakpoint
CREATE INDEX change_answers_settled_by ON change_answers (org_id,settled_by);
--> statement-breakpoint
CREATE TABLE shift_watches (
	org_id text NOT NULL,
	employee_id text NOT NULL,
	date text NOT NULL,
	starts_at integer NOT NULL,
	ends_at integer NOT NULL,
	next_at integer,
	stage text NOT NULL,
	answer text,
	answered_at integer,
	PRIMARY KEY(org_id, employee_id, date),
	FOREIGN KEY (org_id,employee_id) REFERENCES employees(org_id,id),
	CONSTRAINT shift_watches_stage CHECK(stage in ('start', 'end', 'again', 'done'))
) STRICT;
--> statement-breakpoint
CREATE INDEX shift_watches_next ON shift_watches (next_at);
--> statement-breakpoint
CREATE TABLE punch_imports (
	org_id text NOT NULL,
	id text NOT NULL,
	name text NOT NULL,
	payload text NOT NULL,
	state text NOT NULL,
	total integer NOT NULL,
	done integer NOT NULL,
	added integer NOT NULL,
	created_by text NOT NULL,
	created_at integer NOT NULL,
	next_at integer,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id,created_by) REFERENCES employees(org_id,id),
	CONSTRAINT punch_imports_state CHECK(state in ('running', 'done'))
) STRICT;
--> statement-breakpoint
CREATE INDEX punch_imports_next ON punch_imports (next_at);
--> statement-breakpoint
CREATE INDEX punch_imports_created_by ON punch_imports (org_id,created_by);
--> statement-breakpoint
CREATE TABLE approval_steps (
	org_id text NOT NULL,
	request_id text NOT NULL,
	stage integer NOT NULL,
	approvers text NOT NULL,
	state text NOT NULL,
	escalate_at integer,
	escalated_at integer,
	decided_by text,
	decided_at integer,
	on_behalf_of text,
	reason text,
	PRIMARY KEY(org_id, request_id, stage),
	FOREIGN KEY (org_id,request_id) REFERENCES requests(org_id,id),
	FOREIGN KEY (org_id,decided_by) REFERENCES employees(org_id,id),
	FOREIGN KEY (org_id,on_behalf_of) REFERENCES employees(org_id,id),
	CONSTRAINT approval_steps_state CHECK(state in ('waiting', 'open', 'approved', 'rejected', 'skipped'))
) STRICT;
--> statement-breakpoint
CREATE INDEX approval_steps_escalate ON approval_steps (escalate_at);
--> statement-breakpoint
CREATE INDEX approval_steps_decided_by ON approval_steps (org_id,decided_by);
--> statement-breakpoint
CREATE INDEX approval_steps_on_behalf_of ON approval_steps (org_id,on_behalf_of);
--> statement-breakpoint
CREATE TABLE approval_rules (
	org_id text NOT NULL,
	id text NOT NULL,
	position integer NOT NULL,
	conditions text NOT NULL,
	levels text NOT NULL,
	created_at integer NOT NULL,
	archived_at integer,
	version integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id) REFERENCES organisations(id)
) STRICT;
--> statement-breakpoint
CREATE TABLE delegations (
	org_id text NOT NULL,
	id text NOT NULL,
	from_employee_id text NOT NULL,
	to_employee_id text NOT NULL,
	starts_on text NOT NULL,
	ends_on text NOT NULL,
	created_at integer NOT NULL,
	ended_at integer,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id,from_employee_id) REFERENCES employees(org_id,id),
	FOREIGN KEY (org_id,to_employee_id) REFERENCES employees(org_id,id),
	CONSTRAINT delegations_range CHECK(ends_on >= starts_on),
	CONSTRAINT delegations_other CHECK(from_employee_id <> to_employee_id)
) STRICT;
--> statement-breakpoint
CREATE INDEX delegations_from ON delegations (org_id,from_employee_id);
--> statement-breakpoint
CREATE INDEX delegations_to ON delegations (org_id,to_employee_id);
--> statement-breakpoint
CREATE TABLE request_types (
	org_id text NOT NULL,
	id text NOT NULL,
	code text NOT NULL,
	kind text NOT NULL,
	name text NOT NULL,
	payload text NOT NULL,
	created_at integer NOT NULL,
	archived_at integer,
	version integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id) REFERENCES organisations(id),
	CONSTRAINT request_types_kind CHECK(kind in ('leave', 'mission'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX request_types_code ON request_types (org_id,code);
--> statement-breakpoint
CREATE TABLE request_files (
	org_id text NOT NULL,
	id text NOT NULL,
	request_id text NOT NULL,
	name text NOT NULL,
	mime text NOT NULL,
	size integer NOT NULL,
	content blob NOT NULL,
	created_by text NOT NULL,
	created_at integer NOT NULL,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id,request_id) REFERENCES requests(org_id,id),
	FOREIGN KEY (org_id,created_by) REFERENCES employees(org_id,id),
	CONSTRAINT request_files_size CHECK(size between 1 and 5242880)
) STRICT;
--> statement-breakpoint
CREATE INDEX request_files_request ON request_files (org_id,request_id);
--> statement-breakpoint
CREATE INDEX request_files_created_by ON request_files (org_id,created_by);
--> statement-breakpoint
CREATE TABLE periods (
	org_id text NOT NULL,
	period text NOT NULL,
	state text NOT NULL,
	close_id text,
	started_at integer NOT NULL,
	next_at integer,
	compared_at integer,
	version integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(org_id, period),
	FOREIGN KEY (org_id) REFERENCES organisations(id),
	CONSTRAINT periods_state CHECK(state in ('asking', 'managers', 'owner', 'closed'))
) STRICT;
--> statement-breakpoint
CREATE INDEX periods_next ON periods (next_at);
--> statement-breakpoint
CREATE TABLE period_questions (
	org_id text NOT NULL,
	period text NOT NULL,
	employee_id text NOT NULL,
	asked integer NOT NULL,
	left integer NOT NULL,
	state text NOT NULL,
	asked_at integer NOT NULL,
	answered_at integer,
	PRIMARY KEY(org_id, period, employee_id),
	FOREIGN KEY (org_id,employee_id) REFERENCES employees(org_id,id),
	CONSTRAINT period_questions_state CHECK(state in ('asked', 'confirmed', 'passed'))
) STRICT;
--> statement-breakpoint
CREATE INDEX period_questions_employee ON period_questions (org_id,employee_id);
--> statement-breakpoint
CREATE TABLE period_answers (
	org_id text NOT NULL,
	id text NOT NULL,
	period text NOT NULL,
	employee_id text NOT NULL,
	item text NOT NULL,
	answer text NOT NULL,
	answered_by text NOT NULL,
	created_at integer NOT NULL,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id,employee_id) REFERENCES employees(org_id,id),
	FOREIGN KEY (org_id,answered_by) REFERENCES employees(org_id,id),
	CONSTRAINT period_answers_answer CHECK(answer in ('accepted', 'truancy', 'unpaid', 'withdrawn'))
) STRICT;
--> statement-breakpoint
CREATE INDEX period_answers_employee ON period_answers (org_id,employee_id,period);
--> statement-breakpoint
CREATE INDEX period_answers_answered_by ON period_answers (org_id,answered_by);
--> statement-breakpoint
CREATE TABLE period_closes (
	org_id text NOT NULL,
	id text NOT NULL,
	period text NOT NULL,
	number integer NOT NULL,
	action text NOT NULL,
	snapshot_hash text NOT NULL,
	reason text,
	acted_by text NOT NULL,
	created_at integer NOT NULL,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id,acted_by) REFERENCES employees(org_id,id),
	CONSTRAINT period_closes_action CHECK(action in ('close', 'reopen')),
	CONSTRAINT period_closes_reopen_has_reason CHECK(action <> 'reopen' or reason is not null)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX period_closes_number ON period_closes (org_id,period,number,action);
--> statement-breakpoint
CREATE INDEX period_closes_acted_by ON period_closes (org_id,acted_by);
--> statement-breakpoint
CREATE TABLE period_lines (
	org_id text NOT NULL,
	close_id text NOT NULL,
	employee_id text NOT NULL,
	payload text NOT NULL,
	hash text NOT NULL,
	PRIMARY KEY(org_id, close_id, employee_id),
	FOREIGN KEY (org_id,employee_id) REFERENCES employees(org_id,id)
) STRICT;
--> statement-breakpoint
CREATE INDEX period_lines_employee ON period_lines (org_id,employee_id);
--> statement-breakpoint
CREATE TABLE period_adjustments (
	org_id text NOT NULL,
	id text NOT NULL,
	employee_id text NOT NULL,
	date text NOT NULL,
	closed_period text NOT NULL,
	close_id text NOT NULL,
	open_period text NOT NULL,
	number integer NOT NULL,
	delta text NOT NULL,
	reference text NOT NULL,
	created_at integer NOT NULL,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id,close_id) REFERENCES period_closes(org_id,id),
	FOREIGN KEY (org_id,employee_id) REFERENCES employees(org_id,id)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX period_adjustments_once ON period_adjustments (org_id,employee_id,date,close_id,number);
--> statement-breakpoint
CREATE INDEX period_adjustments_close ON period_adjustments (org_id,close_id);
--> statement-breakpoint
CREATE INDEX period_adjustments_open ON period_adjustments (org_id,open_period);
--> statement-breakpoint
CREATE TABLE exports (
	org_id text NOT NULL,
	id text NOT NULL,
	kind text NOT NULL,
	format text NOT NULL,
	period text NOT NULL,
	options text NOT NULL,
	state text NOT NULL,
	total integer NOT NULL,
	done integer NOT NULL,
	revision integer NOT NULL,
	snapshot_hash text,
	work text,
	requested_by text NOT NULL,
	created_at integer NOT NULL,
	next_at integer,
	finished_at integer,
	error text,
	version integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id,requested_by) REFERENCES employees(org_id,id),
	CONSTRAINT exports_state CHECK(state in ('running', 'done', 'failed', 'cancelled'))
) STRICT;
--> statement-breakpoint
CREATE INDEX exports_next ON exports (next_at);
--> statement-breakpoint
CREATE INDEX exports_period ON exports (org_id,period);
--> statement-breakpoint
CREATE INDEX exports_requested_by ON exports (org_id,requested_by);
--> statement-breakpoint
CREATE TABLE export_files (
	org_id text NOT NULL,
	export_id text NOT NULL,
	part integer NOT NULL,
	content blob NOT NULL,
	PRIMARY KEY(org_id, export_id, part),
	FOREIGN KEY (org_id,export_id) REFERENCES exports(org_id,id)
) STRICT;
--> statement-breakpoint
CREATE TABLE kiosks (
	org_id text NOT NULL,
	id text NOT NULL,
	workplace_id text NOT NULL,
	name text NOT NULL,
	code text NOT NULL,
	secret text NOT NULL,
	token_hash text NOT NULL,
	created_by text NOT NULL,
	created_at integer NOT NULL,
	seen_at integer,
	revoked_at integer,
	version integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id,workplace_id) REFERENCES workplaces(org_id,id),
	FOREIGN KEY (org_id,created_by) REFERENCES employees(org_id,id)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX kiosks_code ON kiosks (code);
--> statement-breakpoint
CREATE UNIQUE INDEX kiosks_token ON kiosks (token_hash);
--> statement-breakpoint
CREATE INDEX kiosks_workplace ON kiosks (org_id,workplace_id);
--> statement-breakpoint
CREATE INDEX kiosks_created_by ON kiosks (org_id,created_by);
--> statement-breakpoint
CREATE TABLE kiosk_scans (
	org_id text NOT NULL,
	kiosk_id text NOT NULL,
	step integer NOT NULL,
	employee_id text NOT NULL,
	created_at integer NOT NULL,
	PRIMARY KEY(org_id, kiosk_id, step, employee_id),
	FOREIGN KEY (org_id,kiosk_id) REFERENCES kiosks(org_id,id),
	FOREIGN KEY (org_id,employee_id) REFERENCES employees(org_id,id)
) STRICT;
--> statement-breakpoint
CREATE INDEX kiosk_scans_employee ON kiosk_scans (org_id,employee_id);
--> statement-breakpoint
CREATE INDEX kiosk_scans_created ON kiosk_scans (created_at);
--> statement-breakpoint
CREATE TABLE handshakes (
	org_id text NOT NULL,
	id text NOT NULL,
	employee_id text NOT NULL,
	punch_id text,
	asked_by text,
	state text NOT NULL,
	edits_inside integer DEFAULT 0 NOT NULL,
	asked_at integer NOT NULL,
	expires_at integer NOT NULL,
	concluded_at integer,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id,employee_id) REFERENCES employees(org_id,id),
	FOREIGN KEY (org_id,punch_id) REFERENCES punches(org_id,id),
	FOREIGN KEY (org_id,asked_by) REFERENCES employees(org_id,id),
	CONSTRAINT handshakes_state CHECK(state in ('asked', 'sharing', 'confirmed', 'failed', 'expired'))
) STRICT;
--> statement-breakpoint
CREATE INDEX handshakes_employee ON handshakes (org_id,employee_id,state);
--> statement-breakpoint
CREATE INDEX handshakes_punch ON handshakes (org_id,punch_id);
--> statement-breakpoint
CREATE INDEX handshakes_asked_by ON handshakes (org_id,asked_by);
--> statement-breakpoint
CREATE INDEX handshakes_expires ON handshakes (state,expires_at);
--> statement-breakpoint
CREATE TABLE punch_reviews (
	org_id text NOT NULL,
	id text NOT NULL,
	punch_id text NOT NULL,
	verdict text NOT NULL,
	reviewed_by text NOT NULL,
	created_at integer NOT NULL,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id,punch_id) REFERENCES punches(org_id,id),
	FOREIGN KEY (org_id,reviewed_by) REFERENCES employees(org_id,id),
	CONSTRAINT punch_reviews_verdict CHECK(verdict in ('trusted', 'refused'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX punch_reviews_once ON punch_reviews (org_id,punch_id);
--> statement-breakpoint
CREATE INDEX punch_reviews_reviewed_by ON punch_reviews (org_id,reviewed_by);
--> statement-breakpoint
CREATE TRIGGER roster_days_no_update BEFORE UPDATE ON roster_days BEGIN
	SELECT RAISE(ABORT, 'roster_days is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER roster_days_no_delete BEFORE DELETE ON roster_days BEGIN
	SELECT RAISE(ABORT, 'roster_days is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER calendar_overrides_no_update BEFORE UPDATE ON calendar_overrides BEGIN
	SELECT RAISE(ABORT, 'calendar_overrides is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER calendar_overrides_no_delete BEFORE DELETE ON calendar_overrides BEGIN
	SELECT RAISE(ABORT, 'calendar_overrides is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER official_years_no_update BEFORE UPDATE ON official_years BEGIN
	SELECT RAISE(ABORT, 'official_years is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER official_years_no_delete BEFORE DELETE ON official_years BEGIN
	SELECT RAISE(ABORT, 'official_years is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER work_rules_no_update BEFORE UPDATE ON work_rules BEGIN
	SELECT RAISE(ABORT, 'work_rules is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER work_rules_no_delete BEFORE DELETE ON work_rules BEGIN
	SELECT RAISE(ABORT, 'work_rules is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER period_closes_no_update BEFORE UPDATE ON period_closes BEGIN
	SELECT RAISE(ABORT, 'period_closes is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER period_closes_no_delete BEFORE DELETE ON period_closes BEGIN
	SELECT RAISE(ABORT, 'period_closes is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER period_lines_no_update BEFORE UPDATE ON period_lines BEGIN
	SELECT RAISE(ABORT, 'period_lines is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER period_lines_no_delete BEFORE DELETE ON period_lines
	WHEN EXISTS (SELECT 1 FROM period_closes c WHERE c.org_id = OLD.org_id AND c.id = OLD.close_id) BEGIN
	SELECT RAISE(ABORT, 'period_lines is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER period_lines_no_late_line BEFORE INSERT ON period_lines
	WHEN EXISTS (SELECT 1 FROM period_closes c WHERE c.org_id = NEW.org_id AND c.id = NEW.close_id) BEGIN
	SELECT RAISE(ABORT, 'period_lines of a close are complete');
END;
--> statement-breakpoint
CREATE TRIGGER period_answers_no_update BEFORE UPDATE ON period_answers BEGIN
	SELECT RAISE(ABORT, 'period_answers is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER period_answers_no_delete BEFORE DELETE ON period_answers BEGIN
	SELECT RAISE(ABORT, 'period_answers is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER period_adjustments_no_update BEFORE UPDATE ON period_adjustments BEGIN
	SELECT RAISE(ABORT, 'period_adjustments is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER period_adjustments_no_delete BEFORE DELETE ON period_adjustments BEGIN
	SELECT RAISE(ABORT, 'period_adjustments is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER punch_reviews_no_update BEFORE UPDATE ON punch_reviews BEGIN
	SELECT RAISE(ABORT, 'punch_reviews is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER punch_reviews_no_delete BEFORE DELETE ON punch_reviews BEGIN
	SELECT RAISE(ABORT, 'punch_reviews is append-only');
END;
--> statement-breakpoint
UPDATE roles SET permissions = json_insert(permissions, '$[#]', 'period.close', '$[#]', 'documents.export')
	WHERE preset = 'owner';
--> statement-breakpoint
UPDATE roles SET permissions = json_insert(permissions, '$[#]', 'documents.export') WHERE preset = 'manager';
