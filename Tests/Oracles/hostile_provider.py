"""A provider of identities that lies, in every way a token can: none of its lies opens a session.

A control comes first and last: the honest answer does.
"""
import base64
import hashlib
import http.server
import json
import os
import sys
import threading
import time
import urllib.parse

from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

sys.path.insert(0, os.path.dirname(__file__))
from community_server import Client, Server, free_port  # noqa: E402


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def number(value, size=None):
    return b64(value.to_bytes(size or (value.bit_length() + 7) // 8, "big"))


class Keys:
    def __init__(self, kid="k1"):
        self.kid = kid
        self.rsa = rsa.generate_private_key(65537, 2048)
        self.ec = ec.generate_private_key(ec.SECP256R1())

    def jwks(self):
        r, e = self.rsa.public_key().public_numbers(), self.ec.public_key().public_numbers()
        return {"keys": [
            {"kty": "oct", "k": "AAAA"},
            {"kty": "RSA", "kid": self.kid, "use": "sig", "n": number(r.n), "e": number(r.e)},
            {"kty": "EC", "kid": self.kid + "e", "crv": "P-256", "x": number(e.x, 32), "y": number(e.y, 32)}]}

    def token(self, claims, alg="RS256", head=None):
        kid = self.kid + ("e" if alg == "ES256" else "")
        parts = b64(json.dumps({"alg": alg, "kid": kid, **(head or {})}).encode()) + "." + b64(
            json.dumps(claims).encode())
        if alg == "RS256":
            mark = self.rsa.sign(parts.encode(), padding.PKCS1v15(), hashes.SHA256())
        elif alg == "ES256":
            r, s = decode_dss_signature(self.ec.sign(parts.encode(), ec.ECDSA(hashes.SHA256())))
            mark = r.to_bytes(32, "big") + s.to_bytes(32, "big")
        elif alg == "HS256":
            # The old confusion: the public key taken for a shared secret.
            mac = hmac.HMAC(number(self.rsa.public_key().public_numbers().n).encode(), hashes.SHA256())
            mac.update(parts.encode())
            mark = mac.finalize()
        else:
            mark = b""
        return parts + "." + b64(mark)


class Provider:
    """Answers as it is told."""

    def __init__(self):
        self.port = free_port()
        self.issuer = f"http://localhost:{self.port}"
        self.keys, self.lie, self.asked_keys = Keys(), {}, 0
        self.nonce, self.challenge = "", ""
        provider = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *arguments):
                pass

            def say(self, value, status=200, kind="application/json"):
                data = value if isinstance(value, bytes) else json.dumps(value).encode()
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def do_GET(self):
                if self.path == "/.well-known/openid-configuration":
                    self.say({"issuer": provider.issuer, "authorization_endpoint": provider.issuer + "/a",
                              "token_endpoint": provider.issuer + "/t", "jwks_uri": provider.issuer + "/k",
                              "userinfo_endpoint": provider.issuer + "/u"})
                elif self.path == "/k":
                    provider.asked_keys += 1
                    self.say(provider.keys.jwks())
                elif self.path == "/u":
                    lie = provider.lie.get("userinfo")
                    value = {"sub": "s1", "email": provider.lie.get("email", "honnete@exemple.fr"),
                             "email_verified": provider.lie.get("verified", True)}
                    if lie == "big":
                        return self.say(b"{" + b" " * (3 << 20) + b"}")
                    if lie == "jwt-unsigned":
                        return self.say(provider.keys.token(value, "none").encode(), kind="application/jwt")
                    if lie == "jwt":
                        return self.say(provider.keys.token(
                            dict(value, iss=provider.issuer, aud="client-essai"), "ES256").encode(),
                            kind="application/jwt")
                    self.say(dict(value, **(lie or {})))
                elif self.path == "/saut":
                    self.say(b"", 302)

            def do_POST(self):
                form = dict(urllib.parse.parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
                digest = b64(hashlib.sha256(form["code_verifier"].encode()).digest())
                basic = "Basic " + base64.b64encode(b"client-essai:secret%20essai").decode()
                assert digest == provider.challenge and self.headers["Authorization"] == basic, self.headers
                if "status" in provider.lie:
                    return self.say({"error": "invalid_grant"}, provider.lie["status"])
                now = int(time.time())
                claims = {"iss": provider.issuer, "sub": "s1", "aud": "client-essai", "iat": now,
                          "exp": now + 300, "nonce": provider.nonce,
                          "at_hash": b64(hashlib.sha256(b"jeton-acces-essai").digest()[:16])}
                for key, value in provider.lie.get("claims", {}).items():
                    if value is None:
                        claims.pop(key)
                    else:
                        claims[key] = value
                signer = provider.lie.get("signer", provider.keys)
                token = signer.token(claims, provider.lie.get("alg", "RS256"), provider.lie.get("head"))
                token = provider.lie.get("token", lambda text: text)(token)
                self.say({"access_token": "jeton-acces-essai", "token_type": "Bearer", "id_token": token})

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def sign_in(self, server, state=None, cookie=True, query=""):
        """One whole sign-in: the answer, and whether a session began."""
        client = Client(server, f"203.0.{Provider.count % 250}.{Provider.count // 250}")
        Provider.count += 1
        begun = client.get("/connexion/openid?suite=%2Fcompte%2Fdonnees")
        assert begun.status == 303, begun.status
        asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(begun.headers["location"]).query))
        self.nonce, self.challenge = asked["nonce"], asked["code_challenge"]
        assert asked["code_challenge_method"] == "S256" and len(asked["state"]) >= 43
        if not cookie:
            client.cookies.clear()
        back = client.get(f"/connexion/openid/retour?code=c&state={state or asked['state']}{query}")
        return back, "orcp_session" in client.cookies, client

    count = 0


def flipped(text):
    head, body, mark = text.split(".")
    return f"{head}.{body}.{mark[:20]}{'A' if mark[20] != 'A' else 'B'}{mark[21:]}"


def strong_enough(provider):
    """Where a level is asked, whoever comes back with less, or without saying, does not sign in."""
    server = Server({"connexionOpenID": {
        "nom": "Fournisseur inventé", "emetteur": provider.issuer, "identifiantClient": "client-essai",
        "secretClient": "secret essai", "portees": "openid email", "niveau": "eidas2"}}).start()
    try:
        weak = ({}, {"acr": "eidas1"}, {"acr": ""}, {"acr": 2}, {"acr": "eidas9"}, {"acr": ["eidas2"]})
        for claims in weak:
            provider.lie = {"claims": claims}
            back, is_in, _ = provider.sign_in(server)
            assert not is_in and back.status in (403, 502), (claims, back.status)
        for level in ("eidas2", "eidas3"):
            provider.lie = {"claims": {"acr": level}}
            assert provider.sign_in(server)[1], level
        provider.lie = {}
        return len(weak)
    finally:
        server.stop()


def main():
    provider = Provider()
    server = Server({"connexionOpenID": {
        "nom": "Fournisseur inventé", "emetteur": provider.issuer, "identifiantClient": "client-essai",
        "secretClient": "secret essai", "portees": "openid email"}}).start()
    now = int(time.time())
    try:
        back, is_in, client = provider.sign_in(server)
        assert is_in and back.status == 303, (back.status, server.said())
        assert client.get("/compte").status == 200
        lies = {
            "alg none": {"alg": "none"}, "alg HS256": {"alg": "HS256"}, "alg RS512": {"head": {"alg": "RS512"}},
            "another's key": {"signer": Keys()}, "another kid": {"signer": Keys("k9")},
            "crit": {"head": {"crit": ["b64"]}}, "signature changed": {"token": flipped},
            "no signature": {"token": lambda t: t.rsplit(".", 1)[0] + "."},
            "two parts": {"token": lambda t: t.rsplit(".", 1)[0]},
            "content changed": {"token": lambda t: ".".join([t.split(".")[0], b64(b'{"sub":"s1"}'), t.split(".")[2]])},
            "not a token": {"token": lambda t: "x"},
            "issuer": {"claims": {"iss": "https://autre.exemple"}}, "no issuer": {"claims": {"iss": None}},
            "audience": {"claims": {"aud": "autre"}}, "no audience": {"claims": {"aud": None}},
            "audiences without azp": {"claims": {"aud": ["client-essai", "autre"]}},
            "azp": {"claims": {"azp": "autre"}},
            "expired": {"claims": {"exp": now - 600}}, "no exp": {"claims": {"exp": None}},
            "future": {"claims": {"iat": now + 3600, "exp": now + 7200}},
            "old": {"claims": {"iat": now - 200_000}},
            "nonce": {"claims": {"nonce": "autre"}}, "no nonce": {"claims": {"nonce": None}},
            "at_hash": {"claims": {"at_hash": "AAAA"}}, "no sub": {"claims": {"sub": None}},
            "empty sub": {"claims": {"sub": ""}}, "long sub": {"claims": {"sub": "x" * 300}},
            "userinfo of another": {"userinfo": {"sub": "s2"}}, "userinfo unsigned": {"userinfo": "jwt-unsigned"},
            "userinfo huge": {"userinfo": "big"}, "token refused": {"status": 400}, "token down": {"status": 500},
        }
        for name, lie in lies.items():
            provider.lie = lie
            back, is_in, _ = provider.sign_in(server)
            assert not is_in and back.status in (403, 502, 503), (name, back.status)
            assert "Se connecter" in back.text and back.headers["cache-control"] == "no-store", name
        provider.lie = {}
        for name, more in {"state": {"state": "x" * 43}, "no cookie": {"cookie": False}}.items():
            back, is_in, _ = provider.sign_in(server, **more)
            assert not is_in and back.status == 409, (name, back.status)
        back, is_in, _ = provider.sign_in(server, query="&iss=https%3A%2F%2Fautre.exemple")
        assert not is_in and back.status == 502
        back, is_in, _ = provider.sign_in(server, query="&error=access_denied")
        assert not is_in and back.status == 403
        # An account is not taken by an address that is not verified, nor by one in the token alone.
        server.run("admin", "create", "victime@exemple.fr")
        for verified in (False, "false", None, 1, "oui"):
            provider.lie = {"claims": {"sub": "s7"}, "userinfo": {"sub": "s7", "email": "victime@exemple.fr",
                                                                  "email_verified": verified}}
            back, is_in, _ = provider.sign_in(server)
            assert not is_in and back.status == 403, (verified, back.status)
        # ES256, signed user information, and keys that change.
        for lie in ({"alg": "ES256"}, {"userinfo": "jwt"}, {"claims": {"aud": ["client-essai"]}}):
            provider.lie = lie
            assert provider.sign_in(server)[1], lie
        provider.lie = {}
        server.stop()
        levels = strong_enough(provider)
        print(f"{len(lies) + 4} mensonges d'un fournisseur, 5 adresses non vérifiées, "
              f"{levels} niveaux insuffisants : aucune session ouverte.")
        said = server.said()
        assert "secret essai" not in said and "jeton-acces" not in said
        assert "Réponse 500" not in said, said[-500:]
    finally:
        server.stop()
        provider.server.shutdown()


main()
