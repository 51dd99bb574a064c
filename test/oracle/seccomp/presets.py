"""The profiles that the site offers, by their ids, as texts that presetTexts.ts prints. It needs the Node that the site needs ($NODE, or `node`)."""

import json
import os
import pathlib
import re
import subprocess

TEXTS = pathlib.Path(__file__).resolve().parent / 'presetTexts.ts'


def read_profiles():
    """Every profile by its id. The talk's slide has trailing commas, which Python's reader refuses as Docker's does."""
    texts = subprocess.run([os.environ.get('NODE', 'node'), TEXTS], capture_output=True, check=True).stdout
    return {name: json.loads(re.sub(r',(\s*[\]}])', r'\1', text)) for name, text in json.loads(texts).items()}
