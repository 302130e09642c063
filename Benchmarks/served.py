"""The real program over a folder of its own, for as long as a measure lasts."""

import contextlib
import pathlib
import random
import subprocess
import tempfile
import time
import urllib.request


@contextlib.contextmanager
def served(program):
    """Starts `program serve` and gives its folder and port; stops it and removes the folder after."""
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "reglages.json").write_text('{"demonstration": true}')
        port = random.randint(20000, 40000)
        with open(f"{folder}/serve.log", "w") as log:
            server = subprocess.Popen(
                [program, "--data", folder, "serve", "--port", str(port)], stdout=log, stderr=log)
        try:
            for _ in range(200):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/health").read()
                    break
                except OSError:
                    time.sleep(0.1)
            yield folder, port
        finally:
            server.terminate()
            server.wait()
