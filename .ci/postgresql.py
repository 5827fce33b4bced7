"""Exit with 0 where a PostgreSQL server answers at the address that tests/settings.py uses."""

import os
import sys

import psycopg

try:
    psycopg.connect(
        host=os.environ.get("PGHOST", "127.0.0.1"),
        user=os.environ.get("PGUSER", "postgres"),
        dbname=os.environ.get("PGDATABASE", "postgres"),
        connect_timeout=5,
    ).close()
except psycopg.OperationalError:
    sys.exit(1)
