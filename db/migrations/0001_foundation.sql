-- Tables of people, schedule, attendance and requests, with the platform's own. Refusing to change history is the tables' own duty.
CREATE TABLE audit (
	id text PRIMARY KEY NOT NULL,
	org_id text,
	at integer NOT NULL,
	actor text NOT NULL,
	action text NOT NULL,
	subject text NOT NULL,
	before text,
	after text,
	request_id text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX audit_org_at ON audit (org_id,at);
--> statement-breakpoint
CREATE TABLE dialogs (
	bot text NOT NULL,
	telegram_user_id integer NOT NULL,
	step text NOT NULL,
	draft text NOT NULL,
	screen_message_id integer,
	version integer NOT NULL,
	expires_at integer NOT NULL,
	PRIMARY KEY(bot, telegram_user_id)
) STRICT;
--> statement-breakpoint
CREATE TABLE idempotency_keys (
	key text PRIMARY KEY NOT NULL,
	request_hash text NOT NULL,
	answer text NOT NULL,
	created_at integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX idempotency_keys_created ON idempotency_keys (created_at);
--> statement-breakpoint
CREATE TABLE job_slots (
	job text NOT NULL,
	slot text NOT NULL,
	finished_at integer NOT NULL,
	PRIMARY KEY(job, slot)
) STRICT;
--> statement-breakpoint
CREATE TABLE outbox (
	id text PRIMARY KEY NOT NULL,
	org_id text,
	dedup_key text NOT NULL,
	bot text NOT NULL,
	person_id text NOT NULL,
	chat_id integer NOT NULL,
	kind text NOT NULL,
	payload text NOT NULL,
	subject text NOT NULL,
	state text NOT NULL,
	run_at integer NOT NULL,
	attempts integer DEFAULT 0 NOT NULL,
	revision integer DEFAULT 0 NOT NULL,
	message_id integer,
	error text,
	created_at integer NOT NULL,
	sent_at integer,
	CONSTRAINT outbox_state CHECK(state in ('pending', 'sent', 'dead')),
	CONSTRAINT outbox_bot CHECK(bot in ('staff', 'owner'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX outbox_dedup ON outbox (dedup_key);
--> statement-breakpoint
CREATE INDEX outbox_due ON outbox (run_at) WHERE state = 'pending';
--> statement-breakpoint
CREATE INDEX outbox_subject ON outbox (subject);
--> statement-breakpoint
CREATE INDEX outbox_dead ON outbox (chat_id) WHERE state = 'dead';
--> statement-breakpoint
CREATE TABLE telegram_updates (
	bot text NOT NULL,
	update_id integer NOT NULL,
	state text NOT NULL,
	lease_until integer NOT NULL,
	attempts integer NOT NULL,
	PRIMARY KEY(bot, update_id),
	CONSTRAINT telegram_updates_state CHECK(state in ('claimed', 'done', 'poison'))
) STRICT;
--> statement-breakpoint
CREATE INDEX telegram_updates_lease ON telegram_updates (lease_until);
--> statement-breakpoint
CREATE TABLE write_guards (
	ok integer NOT NULL,
	CONSTRAINT write_guards_ok CHECK(ok = 1)
) STRICT;
--> statement-breakpoint
CREATE TABLE employees (
	org_id text NOT NULL,
	id text NOT NULL,
	person_id text NOT NULL,
	role_id text NOT NULL,
	group_id text,
	name text NOT NULL,
	state text NOT NULL,
	started_on text NOT NULL,
	ended_on text,
	ended_at integer,
	created_at integer NOT NULL,
	version integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id) REFERENCES organisations(id),
	FOREIGN KEY (person_id) REFERENCES persons(id),
	FOREIGN KEY (org_id,role_id) REFERENCES roles(org_id,id),
	FOREIGN KEY (org_id,group_id) REFERENCES groups(org_id,id),
	CONSTRAINT employees_state CHECK(state in ('active', 'ended'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX employees_person ON employees (org_id,person_id);
--> statement-breakpoint
CREATE INDEX employees_by_person ON employees (person_id,state);
--> statement-breakpoint
CREATE INDEX employees_role ON employees (org_id,role_id);
--> statement-breakpoint
CREATE INDEX employees_group ON employees (org_id,group_id);
--> statement-breakpoint
CREATE TABLE past_employments (
	org_id text NOT NULL,
	employee_id text NOT NULL,
	started_on text NOT NULL,
	ended_on text NOT NULL,
	PRIMARY KEY(org_id, employee_id, started_on),
	FOREIGN KEY (org_id,employee_id) REFERENCES employees(org_id,id),
	CONSTRAINT past_employments_range CHECK(ended_on >= started_on)
) STRICT;
--> statement-breakpoint
CREATE TABLE past_groups (
	org_id text NOT NULL,
	employee_id text NOT NULL,
	valid_to text NOT NULL,
	group_id text,
	PRIMARY KEY(org_id, employee_id, valid_to),
	FOREIGN KEY (org_id,employee_id) REFERENCES employees(org_id,id),
	FOREIGN KEY (org_id,group_id) REFERENCES groups(org_id,id)
) STRICT;
--> statement-breakpoint
CREATE INDEX past_groups_group ON past_groups (org_id,group_id);
--> statement-breakpoint
CREATE TABLE groups (
	org_id text NOT NULL,
	id text NOT NULL,
	name text NOT NULL,
	created_at integer NOT NULL,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id) REFERENCES organisations(id)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX groups_name ON groups (org_id,name);
--> statement-breakpoint
CREATE TABLE invites (
	org_id text NOT NULL,
	id text NOT NULL,
	token_hash text NOT NULL,
	role_id text NOT NULL,
	group_id text,
	created_by text NOT NULL,
	created_at integer NOT NULL,
	expires_at integer NOT NULL,
	used_at integer,
	used_by text,
	revoked_at integer,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id) REFERENCES organisations(id),
	FOREIGN KEY (org_id,role_id) REFERENCES roles(org_id,id),
	FOREIGN KEY (org_id,group_id) REFERENCES groups(org_id,id),
	FOREIGN KEY (org_id,created_by) REFERENCES employees(org_id,id),
	FOREIGN KEY (org_id,used_by) REFERENCES employees(org_id,id)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX invites_token ON invites (token_hash);
--> statement-breakpoint
CREATE INDEX invites_role ON invites (org_id,role_id);
--> statement-breakpoint
CREATE INDEX invites_group ON invites (org_id,group_id);
--> statement-breakpoint
CREATE INDEX invites_created_by ON invites (org_id,created_by);
--> statement-breakpoint
CREATE INDEX invites_used_by ON invites (org_id,used_by);
--> statement-breakpoint
CREATE TABLE organisations (
	id text PRIMARY KEY NOT NULL,
	name text NOT NULL,
	profile text NOT NULL,
	language text NOT NULL,
	calendar text NOT NULL,
	time_zone text NOT NULL,
	weekend text NOT NULL,
	location_policy text NOT NULL,
	created_at integer NOT NULL,
	version integer DEFAULT 1 NOT NULL,
	CONSTRAINT organisations_profile CHECK(profile in ('ir', 'ru')),
	CONSTRAINT organisations_language CHECK(language in ('fa', 'ru')),
	CONSTRAINT organisations_calendar CHECK(calendar in ('jalali', 'gregorian')),
	CONSTRAINT organisations_location_policy CHECK(location_policy in ('off', 'required')),
	CONSTRAINT organisations_name CHECK(length(name) between 1 and 120)
) STRICT;
--> statement-breakpoint
CREATE TABLE persons (
	id text PRIMARY KEY NOT NULL,
	telegram_user_id integer NOT NULL,
	name text NOT NULL,
	phone text,
	language text,
	calendar text,
	current_org_id text,
	staff_unreachable_at integer,
	owner_unreachable_at integer,
	created_at integer NOT NULL,
	FOREIGN KEY (current_org_id) REFERENCES organisations(id),
	CONSTRAINT persons_language CHECK(language in ('fa', 'ru')),
	CONSTRAINT persons_calendar CHECK(calendar in ('jalali', 'gregorian'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX persons_telegram_user ON persons (telegram_user_id);
--> statement-breakpoint
CREATE INDEX persons_current_org ON persons (current_org_id);
--> statement-breakpoint
CREATE TABLE roles (
	org_id text NOT NULL,
	id text NOT NULL,
	preset text,
	name text NOT NULL,
	permissions text NOT NULL,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id) REFERENCES organisations(id)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX roles_preset ON roles (org_id,preset);
--> statement-breakpoint
CREATE TABLE shift_assignments (
	org_id text NOT NULL,
	id text NOT NULL,
	shift_id text NOT NULL,
	group_id text,
	employee_id text,
	valid_from text NOT NULL,
	valid_to text,
	created_at integer NOT NULL,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id,shift_id) REFERENCES shifts(org_id,id),
	FOREIGN KEY (org_id,group_id) REFERENCES groups(org_id,id),
	FOREIGN KEY (org_id,employee_id) REFERENCES employees(org_id,id),
	CONSTRAINT shift_assignments_one_scope CHECK((group_id is null) <> (employee_id is null))
) STRICT;
--> statement-breakpoint
CREATE INDEX shift_assignments_shift ON shift_assignments (org_id,shift_id);
--> statement-breakpoint
CREATE INDEX shift_assignments_group ON shift_assignments (org_id,group_id,valid_from);
--> statement-breakpoint
CREATE INDEX shift_assignments_employee ON shift_assignments (org_id,employee_id,valid_from);
--> statement-breakpoint
CREATE TABLE shift_versions (
	org_id text NOT NULL,
	id text NOT NULL,
	shift_id text NOT NULL,
	valid_from text NOT NULL,
	start_minute integer NOT NULL,
	end_minute integer NOT NULL,
	break_minutes integer NOT NULL,
	break_after_minutes integer NOT NULL,
	grace_late integer NOT NULL,
	grace_early integer NOT NULL,
	early_window integer NOT NULL,
	late_window integer NOT NULL,
	created_at integer NOT NULL,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id,shift_id) REFERENCES shifts(org_id,id),
	CONSTRAINT shift_versions_start CHECK(start_minute between 0 and 1439),
	CONSTRAINT shift_versions_end CHECK(end_minute > start_minute and end_minute <= start_minute + 1440),
	CONSTRAINT shift_versions_break CHECK(break_minutes >= 0 and break_minutes < end_minute - start_minute)
) STRICT;
--> statement-breakpoint
CREATE INDEX shift_versions_shift ON shift_versions (org_id,shift_id,valid_from);
--> statement-breakpoint
CREATE TABLE shifts (
	org_id text NOT NULL,
	id text NOT NULL,
	name text NOT NULL,
	created_at integer NOT NULL,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id) REFERENCES organisations(id)
) STRICT;
--> statement-breakpoint
CREATE TABLE workplaces (
	org_id text NOT NULL,
	id text NOT NULL,
	name text NOT NULL,
	latitude_e6 integer NOT NULL,
	longitude_e6 integer NOT NULL,
	radius_m integer NOT NULL,
	time_zone text NOT NULL,
	created_at integer NOT NULL,
	archived_at integer,
	version integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id) REFERENCES organisations(id),
	CONSTRAINT workplaces_latitude CHECK(latitude_e6 between -90000000 and 90000000),
	CONSTRAINT workplaces_longitude CHECK(longitude_e6 between -180000000 and 180000000),
	CONSTRAINT workplaces_radius CHECK(radius_m between 30 and 3000)
) STRICT;
--> statement-breakpoint
CREATE TABLE punch_evidence (
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
	FOREIGN KEY (org_id,punch_id) REFERENCES punches(org_id,id),
	CONSTRAINT punch_evidence_kind CHECK(kind in ('reason', 'live'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX punch_evidence_source_key ON punch_evidence (source_key);
--> statement-breakpoint
CREATE INDEX punch_evidence_punch ON punch_evidence (org_id,punch_id);
--> statement-breakpoint
CREATE TABLE punches (
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
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id,employee_id) REFERENCES employees(org_id,id),
	FOREIGN KEY (org_id,workplace_id) REFERENCES workplaces(org_id,id),
	FOREIGN KEY (org_id,supersedes_id) REFERENCES punches(org_id,id),
	FOREIGN KEY (org_id,recorded_by) REFERENCES employees(org_id,id),
	CONSTRAINT punches_kind CHECK(kind in ('in', 'out', 'void')),
	CONSTRAINT punches_verdict CHECK(verdict in ('inside', 'review', 'field', 'not_asked')),
	CONSTRAINT punches_trust CHECK(trust between 0 and 100),
	CONSTRAINT punches_void_names_its_punch CHECK(kind <> 'void' or supersedes_id is not null),
	CONSTRAINT punches_manual_has_reason CHECK(source <> 'manual' or (reason is not null and recorded_by is not null))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX punches_source_key ON punches (source_key);
--> statement-breakpoint
CREATE INDEX punches_employee_at ON punches (org_id,employee_id,at);
--> statement-breakpoint
CREATE UNIQUE INDEX punches_supersedes ON punches (org_id,supersedes_id);
--> statement-breakpoint
CREATE INDEX punches_workplace ON punches (org_id,workplace_id);
--> statement-breakpoint
CREATE INDEX punches_recorded_by ON punches (org_id,recorded_by);
--> statement-breakpoint
CREATE TABLE leave_ledger (
	org_id text NOT NULL,
	id text NOT NULL,
	employee_id text NOT NULL,
	leave_type text NOT NULL,
	minutes integer NOT NULL,
	reason text NOT NULL,
	reference text NOT NULL,
	effective_on text NOT NULL,
	created_at integer NOT NULL,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id,employee_id) REFERENCES employees(org_id,id),
	CONSTRAINT leave_ledger_reason CHECK(reason in ('accrual', 'use', 'reversal', 'adjustment'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX leave_ledger_once ON leave_ledger (org_id,employee_id,leave_type,reason,reference);
--> statement-breakpoint
CREATE TABLE requests (
	org_id text NOT NULL,
	id text NOT NULL,
	employee_id text NOT NULL,
	kind text NOT NULL,
	leave_type text NOT NULL,
	unit text NOT NULL,
	starts_on text NOT NULL,
	ends_on text NOT NULL,
	start_minute integer,
	end_minute integer,
	time_zone text NOT NULL,
	minutes_charged integer NOT NULL,
	card text NOT NULL,
	note text,
	state text NOT NULL,
	decided_by text,
	decided_at integer,
	decision_reason text,
	created_at integer NOT NULL,
	version integer DEFAULT 1 NOT NULL,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id,employee_id) REFERENCES employees(org_id,id),
	FOREIGN KEY (org_id,decided_by) REFERENCES employees(org_id,id),
	CONSTRAINT requests_range CHECK(ends_on >= starts_on),
	CONSTRAINT requests_state_known CHECK(state in ('pending', 'approved', 'rejected', 'withdrawn')),
	CONSTRAINT requests_unit CHECK(unit in ('day', 'half_day', 'hour')),
	CONSTRAINT requests_minutes CHECK(minutes_charged >= 0),
	CONSTRAINT requests_never_own_decision CHECK(state not in ('approved', 'rejected') or (decided_by is not null and decided_by <> employee_id))
) STRICT;
--> statement-breakpoint
CREATE INDEX requests_employee ON requests (org_id,employee_id,starts_on);
--> statement-breakpoint
CREATE INDEX requests_state ON requests (org_id,state,ends_on);
--> statement-breakpoint
CREATE INDEX requests_decided_by ON requests (org_id,decided_by);
--> statement-breakpoint
CREATE TRIGGER past_employments_no_update BEFORE UPDATE ON past_employments BEGIN
	SELECT RAISE(ABORT, 'past_employments is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER past_employments_no_delete BEFORE DELETE ON past_employments BEGIN
	SELECT RAISE(ABORT, 'past_employments is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER past_groups_no_update BEFORE UPDATE ON past_groups BEGIN
	SELECT RAISE(ABORT, 'past_groups is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER past_groups_no_delete BEFORE DELETE ON past_groups BEGIN
	SELECT RAISE(ABORT, 'past_groups is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN
	SELECT RAISE(ABORT, 'audit is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN
	SELECT RAISE(ABORT, 'audit is append-only');
END;
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
CREATE TRIGGER leave_ledger_no_update BEFORE UPDATE ON leave_ledger BEGIN
	SELECT RAISE(ABORT, 'leave_ledger is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER leave_ledger_no_delete BEFORE DELETE ON leave_ledger BEGIN
	SELECT RAISE(ABORT, 'leave_ledger is append-only');
END;
