"""The real program over a temporary data folder, and a small client of its own that keeps cookies."""
import html
import http.client
import json
import os
import random
import re
import signal
import socket
import subprocess
import tempfile
import time
import urllib.parse

PROGRAM = os.environ["ORCP_PROGRAM"]


def free_port():
    """A port nobody listens on, below those that outgoing connections are given: none takes it meanwhile."""
    while True:
        port = random.randrange(20_000, 32_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue


class Server:
    """A data folder, served."""

    def __init__(self, settings=None, folder=None, port=None, environment=None):
        self.environment = {**os.environ, **(environment or {})}
        self.folder = folder or tempfile.mkdtemp(prefix="orcp-essai-")
        self.port = port or free_port()
        self.base = f"http://localhost:{self.port}"
        self.settings = {"demonstration": True, "nomDuSite": "Observatoire inventé",
                         "adresseDuSite": self.base, "courriel": "observatoire@exemple.fr"}
        self.settings.update(settings or {})
        with open(self.folder + "/reglages.json", "w", encoding="utf-8") as file:
            json.dump(self.settings, file)
        self.process = None

    def start(self, wait=True):
        self.log = open(self.folder + "/serve.log", "ab")
        self.process = subprocess.Popen(
            [PROGRAM, "--data", self.folder, "serve", "--port", str(self.port)],
            stdout=self.log, stderr=self.log, env=self.environment)
        for _ in range(300 if wait else 0):
            try:
                with socket.create_connection(("127.0.0.1", self.port), 1):
                    return self
            except OSError:
                if self.process.poll() is not None:
                    raise SystemExit("serve: " + self.said())
                time.sleep(0.05)
        return self

    def stop(self, how=signal.SIGTERM):
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(20)

    def said(self):
        with open(self.folder + "/serve.log", encoding="utf-8") as file:
            return file.read()

    def run(self, *arguments):
        return subprocess.run([PROGRAM, *arguments[:1], *arguments[1:], "--data", self.folder],
                              capture_output=True, text=True, timeout=120)

    def link(self, email, name="", admin=True):
        """Path of a sign-in link, as the command prints it."""
        command = ["admin", "create", email, "--name", name or email] if admin else ["admin", "link", email]
        done = self.run(*command)
        assert done.returncode == 0, done.stderr
        return urllib.parse.urlsplit(done.stdout.strip().splitlines()[-1])

    def memory(self):
        """Resident memory, in KiB: now and at most."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            text = file.read()
        return [int(re.search(name + r":\s+(\d+)", text)[1]) for name in ("VmRSS", "VmHWM")]


class Client:
    """Asks as a browser does; keeps cookies, sends where its forms come from."""

    def __init__(self, server, address=None):
        self.server, self.cookies, self.address = server, {}, address

    def ask(self, method, path, body=None, headers=None, timeout=30):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=timeout)
        sent = {"Host": f"localhost:{self.server.port}"}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        if self.address:
            sent["X-Forwarded-For"] = self.address
        sent.update(headers or {})
        connection.request(method, path, body, sent)
        reply = connection.getresponse()
        content = reply.read()
        connection.close()
        for name, value in reply.getheaders():
            if name.lower() == "set-cookie":
                key, rest = value.split("=", 1)
                value = rest.split(";")[0]
                if value:
                    self.cookies[key] = value
                else:
                    self.cookies.pop(key, None)
        return Reply(reply.status, {k.lower(): v for k, v in reply.getheaders()}, content)

    def get(self, path, **more):
        return self.ask("GET", path, **more)

    def post(self, path, fields, headers=None, **more):
        sent = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
        sent.update(headers or {})
        return self.ask("POST", path, urllib.parse.urlencode(fields), sent, **more)

    def submit(self, page, fields, action=None, index=-1):
        """Sends a form of a page with what it holds hidden."""
        forms = [f for f in self.get(page).forms() if action is None or f["action"] == action]
        form = forms[index]
        values = dict(form["values"])
        values.update(fields)
        return self.post(form["action"], values)

    def sign_in(self, split):
        """Uses the link that a command printed."""
        token = urllib.parse.parse_qs(split.query)["jeton_lien"][0]
        reply = self.post("/connexion/lien", {"jeton_lien": token})
        assert reply.status == 303, reply.status
        return self


class Reply:
    def __init__(self, status, headers, content):
        self.status, self.headers, self.content = status, headers, content

    @property
    def text(self):
        return self.content.decode("utf-8", "replace")

    def forms(self):
        """Forms sent by POST: where, their fields as (name, kind, value), their values where a choice is the
        first that says something, those that a browser sends untouched, and the names that are needed."""
        found = []
        for match in re.finditer(r"<form method=\"post\" action=\"([^\"]*)\"([^>]*)>(.*?)</form>",
                                 self.text, re.S):
            fields, values, untouched, needed = [], {}, {}, set()
            for tag in re.finditer(r"<(?:(input)\b([^>]*)>|(textarea|select)\b([^>]*)>(.*?)</\3>)",
                                   match[3], re.S):
                what, inside = tag[1] or tag[3], tag[5] or ""
                attributes = dict(re.findall(r"([a-z-]+)=\"([^\"]*)\"", tag[2] or tag[4] or ""))
                name = html.unescape(attributes.get("name", ""))
                kind = attributes.get("type", what)
                value = html.unescape(attributes.get("value", ""))
                if re.search(r"\brequired\b", re.sub(r"\"[^\"]*\"", "", tag[2] or tag[4] or "")):
                    needed.add(name)
                sent = value
                if what == "select":
                    kind = "select"
                    options = re.findall(r"<option value=\"([^\"]*)\"", inside)
                    value = html.unescape(next((o for o in options if o), ""))
                    chosen = re.findall(r"<option value=\"([^\"]*)\"[^>]*\bselected", inside)
                    sent = html.unescape((chosen or ([value] if name in needed else options) or [""])[0])
                elif what == "textarea":
                    value = sent = html.unescape(inside).removeprefix("\n")
                fields.append((name, kind, value))
                values.setdefault(name, value)
                untouched.setdefault(name, sent)
            found.append({"action": html.unescape(match[1]), "fields": fields, "values": values,
                          "untouched": untouched, "needed": needed,
                          "files": "multipart" in match[2]})
        return found

    def links(self):
        return {html.unescape(link) for link in re.findall(r"<a [^>]*href=\"(/[^\"#]*)", self.text)}
