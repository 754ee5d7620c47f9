"""Makes the compiler's `generated_records` importable here too, and keeps the SDK off the network."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "compiler"))
# The SDK wants a region when it is imported, and would ask the instance metadata for credentials.
os.environ.setdefault("AWS_DEFAULT_REGION", "eu-west-1")
os.environ["AWS_EC2_METADATA_DISABLED"] = "true"
