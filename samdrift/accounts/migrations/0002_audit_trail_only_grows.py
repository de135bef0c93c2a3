from django.db import migrations

# Row triggers: TRUNCATE is left to the table's owner, who could drop the trigger anyway, and to the tests.
CREATE = """
CREATE FUNCTION accounts_auditentry_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail only grows: % refused', TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE ON accounts_auditentry
    FOR EACH ROW EXECUTE FUNCTION accounts_auditentry_only_grows();
"""

DROP = """
DROP TRIGGER only_grows ON accounts_auditentry;
DROP FUNCTION accounts_auditentry_only_grows();
"""


class Migration(migrations.Migration):
    """The database itself refuses to change or delete an audit entry."""

    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunSQL(CREATE, DROP)]
