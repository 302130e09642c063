"""The real program over a folder of its own, for as long as a measure lasts."""

import contextlib
import pathlib
import random
import subprocess
import tempfile
import time
import urllib.request


def started(program, folder, log):
    """The process and its port, once it answers: below the ports of outgoing connections, drawn again when
    somebody else has it."""
    for _ in range(20):
        port = random.randrange(20_000, 32_000)
        server = subprocess.Popen(
            [program, "--data", folder, "serve", "--port", str(port)], stdout=log, stderr=log)
        for _ in range(300):
            if server.poll() is not None:
                break
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/connexion").read()
                if server.poll() is None:
                    return server, port
            except OSError:
                time.sleep(0.1)
        server.kill()
    raise SystemExit(pathlib.Path(folder, "serve.log").read_text())


@contextlib.contextmanager
def served(program):
    """Starts `program serve` and gives its folder and port; stops it and removes the folder after."""
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "reglages.json").write_text('{"demonstration": true}')
        with open(f"{folder}/serve.log", "w") as log:
            server, port = started(program, folder, log)
        try:
            yield folder, port
        finally:
            server.terminate()
            server.wait()
