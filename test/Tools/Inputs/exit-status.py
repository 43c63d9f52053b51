"""exit-status.py N COMMAND..: succeeds if the command ends with status N."""

import subprocess
import sys

status = subprocess.run(sys.argv[2:]).returncode
sys.exit(f"exit status {status}" if status != int(sys.argv[1]) else 0)
