-- Roles of one's own, people without Telegram, two-step confirmation, the security log, sessions in a browser and limits.
ALTER TABLE roles ADD COLUMN based_on text;
--> statement-breakpoint
ALTER TABLE roles ADD COLUMN created_at integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE roles ADD COLUMN archived_at integer;
--> statement-breakpoint
ALTER TABLE roles ADD COLUMN version integer DEFAULT 1 NOT NULL;
--> statement-breakpoint
ALTER TABLE employees ADD COLUMN manages text DEFAULT '[]' NOT NULL;
--> statement-breakpoint
ALTER TABLE employees ADD COLUMN paused_at integer;
--> statement-breakpoint
ALTER TABLE employees ADD COLUMN kiosk_pin text;
--> statement-breakpoint
ALTER TABLE employees ADD COLUMN erased_at integer;
--> statement-breakpoint
ALTER TABLE employees ADD COLUMN keeps_time_since integer;
--> statement-breakpoint
CREATE INDEX punches_late ON punches (org_id,received_at) WHERE received_at > at + 600000;
--> statement-breakpoint
CREATE INDEX employees_personnel ON employees (org_id,personnel_number) WHERE personnel_number is not null;
--> statement-breakpoint
ALTER TABLE invites ADD COLUMN manages text DEFAULT '[]' NOT NULL;
--> statement-breakpoint
ALTER TABLE persons ADD COLUMN email text;
--> statement-breakpoint
CREATE INDEX audit_employee ON audit (org_id,subject,at) WHERE subject >= 'employee:' and subject < 'employee;';
--> statement-breakpoint
CREATE INDEX persons_phone ON persons (phone) WHERE phone is not null;
--> statement-breakpoint
UPDATE employees SET manages = '["*"]' WHERE exists (
	SELECT 1 FROM roles r WHERE r.org_id = employees.org_id AND r.id = employees.role_id AND r.preset = 'manager'
);
--> statement-breakpoint
UPDATE invites SET manages = '["*"]' WHERE exists (
	SELECT 1 FROM roles r WHERE r.org_id = invites.org_id AND r.id = invites.role_id AND r.preset = 'manager'
);
--> statement-breakpoint
UPDATE roles SET permissions = '["punch.self","requests.self","attendance.view_team","attendance.view_all","attendance.record_for_others","requests.decide","schedule.manage","period.close","documents.export","documents.view","people.invite","people.manage","roles.manage","organisation.manage","billing.manage","devices.manage","security.view","support.request","clients.view","bookings.create","payments.take"]' WHERE preset = 'owner';
--> statement-breakpoint
UPDATE roles SET permissions = '["punch.self","requests.self","attendance.view_team","attendance.record_for_others","requests.decide","documents.export","people.invite"]' WHERE preset = 'manager';
--> statement-breakpoint
UPDATE roles SET permissions = '["punch.self","requests.self"]' WHERE preset = 'employee';
--> statement-breakpoint
INSERT INTO roles (org_id, id, preset, name, permissions)
SELECT o.id, lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-7' || substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))), p.column1, p.column1, p.column2
FROM organisations o, (VALUES ('owner', '["punch.self","requests.self","attendance.view_team","attendance.view_all","attendance.record_for_others","requests.decide","schedule.manage","period.close","documents.export","documents.view","people.invite","people.manage","roles.manage","organisation.manage","billing.manage","devices.manage","security.view","support.request","clients.view","bookings.create","payments.take"]'),
	('manager', '["punch.self","requests.self","attendance.view_team","attendance.record_for_others","requests.decide","documents.export","people.invite"]'),
	('front_desk', '["punch.self","requests.self","clients.view","bookings.create","payments.take"]'),
	('call_centre', '["punch.self","requests.self","clients.view","bookings.create"]'),
	('accountant', '["attendance.view_team","attendance.view_all","documents.export","documents.view","billing.manage"]'),
	('marketer', '["clients.view"]'),
	('support', '["support.request","devices.manage"]'),
	('employee', '["punch.self","requests.self"]')) p
WHERE NOT exists (SELECT 1 FROM roles r WHERE r.org_id = o.id AND r.preset = p.column1);
--> statement-breakpoint
CREATE TABLE join_codes (
	org_id text NOT NULL,
	id text NOT NULL,
	code text NOT NULL,
	created_by text NOT NULL,
	created_at integer NOT NULL,
	revoked_at integer,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id,created_by) REFERENCES employees(org_id,id)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX join_codes_code ON join_codes (code);
--> statement-breakpoint
CREATE INDEX join_codes_created_by ON join_codes (org_id,created_by);
--> statement-breakpoint
CREATE TABLE people_imports (
	org_id text NOT NULL,
	id text NOT NULL,
	file_name text NOT NULL,
	rows text NOT NULL,
	state text NOT NULL,
	created_by text NOT NULL,
	created_at integer NOT NULL,
	ended_at integer,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id,created_by) REFERENCES employees(org_id,id),
	CONSTRAINT people_imports_state CHECK(state in ('draft', 'applied', 'discarded'))
) STRICT;
--> statement-breakpoint
CREATE INDEX people_imports_created_by ON people_imports (org_id,created_by);
--> statement-breakpoint
CREATE TABLE account_changes (
	org_id text NOT NULL,
	id text NOT NULL,
	employee_id text NOT NULL,
	person_id text,
	token_hash text,
	state text NOT NULL,
	created_by text,
	created_at integer NOT NULL,
	expires_at integer NOT NULL,
	decided_by text,
	decided_at integer,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id,employee_id) REFERENCES employees(org_id,id),
	FOREIGN KEY (person_id) REFERENCES persons(id),
	FOREIGN KEY (org_id,created_by) REFERENCES employees(org_id,id),
	FOREIGN KEY (org_id,decided_by) REFERENCES employees(org_id,id),
	CONSTRAINT account_changes_state CHECK(state in ('link', 'asked', 'approved', 'rejected', 'withdrawn'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX account_changes_token ON account_changes (token_hash);
--> statement-breakpoint
CREATE INDEX account_changes_employee ON account_changes (org_id,employee_id,state);
--> statement-breakpoint
CREATE INDEX account_changes_person ON account_changes (person_id);
--> statement-breakpoint
CREATE INDEX account_changes_created_by ON account_changes (org_id,created_by);
--> statement-breakpoint
CREATE INDEX account_changes_decided_by ON account_changes (org_id,decided_by);
--> statement-breakpoint
CREATE TABLE ownership_transfers (
	org_id text NOT NULL,
	id text NOT NULL,
	from_employee_id text NOT NULL,
	to_employee_id text NOT NULL,
	role_id text NOT NULL,
	state text NOT NULL,
	created_at integer NOT NULL,
	expires_at integer NOT NULL,
	decided_at integer,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id,from_employee_id) REFERENCES employees(org_id,id),
	FOREIGN KEY (org_id,to_employee_id) REFERENCES employees(org_id,id),
	FOREIGN KEY (org_id,role_id) REFERENCES roles(org_id,id),
	CONSTRAINT ownership_transfers_state CHECK(state in ('offered', 'accepted', 'declined', 'withdrawn'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX ownership_transfers_open ON ownership_transfers (org_id) WHERE state = 'offered';
--> statement-breakpoint
CREATE INDEX ownership_transfers_from ON ownership_transfers (org_id,from_employee_id);
--> statement-breakpoint
CREATE INDEX ownership_transfers_to ON ownership_transfers (org_id,to_employee_id);
--> statement-breakpoint
CREATE INDEX ownership_transfers_role ON ownership_transfers (org_id,role_id);
--> statement-breakpoint
CREATE TABLE confirmations (
	org_id text NOT NULL,
	id text NOT NULL,
	person_id text NOT NULL,
	action text NOT NULL,
	fingerprint text NOT NULL,
	facts text NOT NULL,
	origin text NOT NULL,
	state text NOT NULL,
	push_bot text,
	pushed_at integer,
	email_hash text,
	email_at integer,
	attempts integer DEFAULT 0 NOT NULL,
	sends integer DEFAULT 0 NOT NULL,
	sent_at integer,
	created_at integer NOT NULL,
	expires_at integer NOT NULL,
	ended_at integer,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (person_id) REFERENCES persons(id),
	CONSTRAINT confirmations_state CHECK(state in ('pending', 'approved', 'used', 'denied', 'withdrawn', 'expired')),
	CONSTRAINT confirmations_attempts CHECK(attempts between 0 and 5)
) STRICT;
--> statement-breakpoint
CREATE INDEX confirmations_person ON confirmations (person_id,fingerprint,state);
--> statement-breakpoint
CREATE INDEX confirmations_expires ON confirmations (expires_at);
--> statement-breakpoint
CREATE TABLE factor_recoveries (
	org_id text NOT NULL,
	id text NOT NULL,
	employee_id text NOT NULL,
	state text NOT NULL,
	created_at integer NOT NULL,
	approved_by text,
	approved_at integer,
	effective_at integer,
	ended_at integer,
	PRIMARY KEY(org_id, id),
	FOREIGN KEY (org_id,employee_id) REFERENCES employees(org_id,id),
	CONSTRAINT factor_recoveries_state CHECK(state in ('asked', 'waiting', 'done', 'cancelled'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX factor_recoveries_open ON factor_recoveries (org_id,employee_id) WHERE state in ('asked', 'waiting');
--> statement-breakpoint
CREATE INDEX factor_recoveries_employee ON factor_recoveries (org_id,employee_id);
--> statement-breakpoint
CREATE INDEX factor_recoveries_due ON factor_recoveries (effective_at) WHERE state = 'waiting';
--> statement-breakpoint
CREATE TABLE security_events (
	org_id text NOT NULL,
	seq integer NOT NULL,
	id text NOT NULL,
	at integer NOT NULL,
	area text NOT NULL,
	action text NOT NULL,
	critical integer NOT NULL,
	actor text NOT NULL,
	employee_id text,
	role text,
	origin text NOT NULL,
	device text,
	address text,
	subject text NOT NULL,
	before text,
	after text,
	request_id text NOT NULL,
	key_id text NOT NULL,
	hash text NOT NULL,
	PRIMARY KEY(org_id, seq),
	CONSTRAINT security_events_critical CHECK(critical in (0, 1))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX security_events_id ON security_events (id);
--> statement-breakpoint
CREATE INDEX security_events_area ON security_events (org_id,area,seq);
--> statement-breakpoint
CREATE INDEX security_events_employee ON security_events (org_id,employee_id,seq);
--> statement-breakpoint
CREATE INDEX security_events_at ON security_events (org_id,at);
--> statement-breakpoint
CREATE TRIGGER security_events_no_update BEFORE UPDATE ON security_events BEGIN
	SELECT RAISE(ABORT, 'security_events is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER security_events_no_delete BEFORE DELETE ON security_events BEGIN
	SELECT RAISE(ABORT, 'security_events is append-only');
END;
--> statement-breakpoint
CREATE TABLE web_links (
	token_hash text PRIMARY KEY NOT NULL,
	person_id text NOT NULL,
	bot text NOT NULL,
	created_at integer NOT NULL,
	expires_at integer NOT NULL,
	used_at integer,
	FOREIGN KEY (person_id) REFERENCES persons(id)
) STRICT;
--> statement-breakpoint
CREATE INDEX web_links_person ON web_links (person_id);
--> statement-breakpoint
CREATE INDEX web_links_expires ON web_links (expires_at);
--> statement-breakpoint
CREATE TABLE web_sessions (
	id text PRIMARY KEY NOT NULL,
	person_id text NOT NULL,
	token_hash text NOT NULL,
	bot text NOT NULL,
	method text NOT NULL,
	state text NOT NULL,
	device text NOT NULL,
	address text,
	created_at integer NOT NULL,
	seen_at integer NOT NULL,
	expires_at integer NOT NULL,
	ended_at integer,
	confirmation_id text,
	FOREIGN KEY (person_id) REFERENCES persons(id),
	CONSTRAINT web_sessions_method CHECK(method in ('init_data', 'link')),
	CONSTRAINT web_sessions_state CHECK(state in ('waiting', 'active', 'ended'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX web_sessions_token ON web_sessions (token_hash);
--> statement-breakpoint
CREATE INDEX web_sessions_person ON web_sessions (person_id,state);
--> statement-breakpoint
CREATE INDEX web_sessions_expires ON web_sessions (expires_at);
--> statement-breakpoint
CREATE TABLE rate_counters (
	key text NOT NULL,
	slot integer NOT NULL,
	count integer NOT NULL,
	PRIMARY KEY(key, slot)
) STRICT;
--> statement-breakpoint
CREATE INDEX rate_counters_slot ON rate_counters (slot);
--> statement-breakpoint
CREATE TRIGGER outbox_no_account BEFORE INSERT ON outbox WHEN NEW.chat_id < -4503599627370496 BEGIN
	SELECT RAISE(IGNORE);
END;
