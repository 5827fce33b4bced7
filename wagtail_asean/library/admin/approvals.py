"""What the approval adds to the admin: the record, what stands against it, new editions."""
