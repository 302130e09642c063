"""A real OpenID provider on loopback: django-oauth-toolkit, or idpyoidc's certified server.

    openid_provider.py toolkit PORT REDIRECT EMAIL PASSWORD
    openid_provider.py idpy PORT REDIRECT EMAIL PASSWORD

The first signs ID tokens in RS256 and gives user information in JSON; the second signs in ES256 and gives
user information as a signed token, as ProConnect does. Client `orcp-essai`, secret `secret-essai`.
"""
import os
import sys
import tempfile

KIND, PORT, REDIRECT, EMAIL, PASSWORD = sys.argv[1:6]
BASE = f"http://localhost:{PORT}"
LOGIN = ("<!DOCTYPE html><html lang=fr><title>Fournisseur</title><h1>Fournisseur inventé</h1>"
         "<form method=post>{% csrf_token %}{{ form }}<button>Entrer</button></form></html>")
CLIENT, SECRET = "orcp-essai", "secret-essai"


def toolkit():
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    import django
    from django.conf import settings

    key = rsa.generate_private_key(65537, 2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption()).decode()
    folder = tempfile.mkdtemp()
    settings.configure(
        DEBUG=False, SECRET_KEY="essai" * 12, ALLOWED_HOSTS=["*"], ROOT_URLCONF="provider_urls",
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder + "/db"}},
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes",
                        "django.contrib.sessions", "django.contrib.messages", "oauth2_provider"],
        MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware",
                    "django.contrib.auth.middleware.AuthenticationMiddleware",
                    "django.contrib.messages.middleware.MessageMiddleware"],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates",
                    "OPTIONS": {"loaders": [
                        ("django.template.loaders.locmem.Loader", {"login.html": LOGIN}),
                        "django.template.loaders.app_directories.Loader"], "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages"]}}],
        LOGIN_URL="/login/", STATIC_URL="/static/", USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        OAUTH2_PROVIDER={
            "OIDC_ENABLED": True, "OIDC_RSA_PRIVATE_KEY": key, "PKCE_REQUIRED": True,
            "OIDC_ISS_ENDPOINT": BASE + "/o",
            "OIDC_RP_INITIATED_LOGOUT_ENABLED": True,
            "OIDC_RP_INITIATED_LOGOUT_ALWAYS_PROMPT": False,
            "SCOPES": {"openid": "identité", "email": "adresse", "profile": "nom"},
            "OAUTH2_VALIDATOR_CLASS": "provider_urls.Validator",
        })
    django.setup()

    import types
    from django.contrib.auth import get_user_model
    from django.contrib.auth.views import LoginView
    from django.core.management import call_command
    from django.urls import include, path
    from oauth2_provider.oauth2_validators import OAuth2Validator

    class Validator(OAuth2Validator):
        oidc_claim_scope = None

        def get_additional_claims(self, request):
            # The address of the sub-user « doute » is not verified.
            return {"email": request.user.email, "given_name": request.user.first_name,
                    "family_name": request.user.last_name,
                    "email_verified": request.user.username != "doute"}

    module = types.ModuleType("provider_urls")
    module.Validator = Validator
    module.urlpatterns = [
        path("o/", include("oauth2_provider.urls", namespace="oauth2_provider")),
        path("login/", LoginView.as_view(template_name="login.html")),
    ]
    sys.modules["provider_urls"] = module
    call_command("migrate", verbosity=0)
    users = get_user_model()
    for name, email in [("agent", EMAIL), ("doute", EMAIL), ("autre", "autre-" + EMAIL)]:
        users.objects.create_user(name, email, PASSWORD, first_name="Agnès", last_name="Inventée")
    from oauth2_provider.models import Application

    Application.objects.create(
        client_id=CLIENT, client_secret=SECRET, name="Observatoire", skip_authorization=True,
        client_type="confidential", authorization_grant_type="authorization-code",
        redirect_uris=REDIRECT,
        post_logout_redirect_uris=REDIRECT.split("/connexion")[0] + "/", algorithm="RS256")
    from django.core.wsgi import get_wsgi_application
    from socketserver import ThreadingMixIn
    from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

    class Threaded(ThreadingMixIn, WSGIServer):
        # A browser opens connections that it does not use yet.
        daemon_threads = True

    class Quiet(WSGIRequestHandler):
        def log_message(self, *arguments):
            pass

    print("prêt", flush=True)
    make_server("127.0.0.1", int(PORT), get_wsgi_application(), Threaded, Quiet).serve_forever()


def idpy():
    import logging
    from flask import Flask, make_response, redirect, request
    from idpyoidc.server import Server
    from idpyoidc.server.configure import OPConfiguration
    from idpyoidc.server.cookie_handler import CookieHandler  # noqa: F401

    logging.disable(logging.CRITICAL)
    folder = tempfile.mkdtemp()
    os.chdir(folder)
    keys = [{"type": "RSA", "use": ["sig"]}, {"type": "EC", "crv": "P-256", "use": ["sig"]}]
    endpoint = "idpyoidc.server.oidc"
    conf = {
        "issuer": BASE, "httpc_params": {"verify": False},
        "key_conf": {"key_defs": keys, "uri_path": "jwks.json"},
        "preference": {
            "id_token_signing_alg_values_supported": ["ES256", "RS256"],
            "userinfo_signing_alg_values_supported": ["ES256", "RS256"],
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
        },
        "token_handler_args": {
            "key_conf": {"key_defs": [{"type": "OCT", "bytes": "24", "use": ["enc"], "kid": "code"}]},
            "code": {"kwargs": {"lifetime": 600}},
            "token": {"class": "idpyoidc.server.token.jwt_token.JWTToken", "kwargs": {"lifetime": 3600}},
            "id_token": {"class": "idpyoidc.server.token.id_token.IDToken", "kwargs": {}},
        },
        "endpoint": {
            "provider_config": {"path": ".well-known/openid-configuration",
                                "class": endpoint + ".provider_config.ProviderConfiguration", "kwargs": {}},
            "authorization": {"path": "authorization", "class": endpoint + ".authorization.Authorization",
                              "kwargs": {}},
            "token": {"path": "token", "class": endpoint + ".token.Token",
                      "kwargs": {"client_authn_method": ["client_secret_post", "client_secret_basic"]}},
            "userinfo": {"path": "userinfo", "class": endpoint + ".userinfo.UserInfo", "kwargs": {}},
        },
        "add_ons": {"pkce": {"function": "idpyoidc.server.oauth2.add_on.pkce.add_support",
                             "kwargs": {"essential": True, "code_challenge_method": {"S256": {}}}}},
        "authentication": {"user": {
            "acr": "urn:oasis:names:tc:SAML:2.0:ac:classes:InternetProtocolPassword",
            "class": "idpyoidc.server.user_authn.user.NoAuthn", "kwargs": {"user": "agente"}}},
        "userinfo": {"class": "idpyoidc.server.user_info.UserInfo", "kwargs": {"db": {
            "agente": {"sub": "agente", "email": EMAIL, "email_verified": True,
                       "given_name": "Élise", "family_name": "Inventée"}}}},
        "scopes_to_claims": {"openid": ["sub"], "email": ["email", "email_verified"],
                             "profile": ["given_name", "family_name"]},
        "session_params": {"encrypter": {"kwargs": {
            "keys": {"key_defs": [{"type": "OCT", "use": ["enc"], "kid": "password"},
                                  {"type": "OCT", "use": ["enc"], "kid": "salt"}]}, "iterations": 1}}},
        "authz": {"class": "idpyoidc.server.authz.AuthzHandling", "kwargs": {"grant_config": {
            "usage_rules": {"authorization_code": {
                "supports_minting": ["access_token", "id_token"], "max_usage": 1},
                "access_token": {}}, "expires_in": 3600}}},
    }
    server = Server(OPConfiguration(conf, base_path=folder, domain="localhost", port=int(PORT)), cwd=folder)
    context = server.context
    context.cdb[CLIENT] = {
        "client_id": CLIENT, "client_secret": SECRET, "redirect_uris": [(REDIRECT, {})],
        "response_types_supported": ["code"], "allowed_scopes": ["openid", "email", "profile"],
        "token_endpoint_auth_method": "client_secret_post",
        "id_token_signed_response_alg": "ES256", "userinfo_signed_response_alg": "ES256",
    }
    context.keyjar.add_symmetric(CLIENT, SECRET)
    app = Flask("fournisseur")

    def http():
        return {"headers": {k.lower(): v for k, v in request.headers.items()},
                "method": request.method, "url": request.url, "cookie": []}

    def answered(endpoint, **arguments):
        info = endpoint.do_response(**arguments)
        if "error" in info:
            return make_response(str(info), 400)
        if info.get("response_placement") == "url" or endpoint.response_placement == "url":
            return redirect(info["response"], 303)
        response = make_response(info["response"], info.get("response_code", 200))
        for key, value in info.get("http_headers", []):
            response.headers[key] = value
        return response

    @app.route("/jwks.json")
    def jwks():
        return make_response(context.keyjar.export_jwks_as_json(), 200,
                             {"Content-Type": "application/json"})

    @app.route("/.well-known/openid-configuration")
    def configuration():
        point = server.get_endpoint("provider_config")
        return answered(point, **point.process_request())

    @app.route("/authorization")
    def authorization():
        point = server.get_endpoint("authorization")
        arguments = point.parse_request(request.args.to_dict(), http_info=http())
        result = point.process_request(arguments, http_info=http())
        return answered(point, request=arguments, **result)

    @app.route("/token", methods=["POST"])
    def token():
        point = server.get_endpoint("token")
        arguments = point.parse_request(request.form.to_dict(), http_info=http())
        result = point.process_request(arguments, http_info=http())
        return answered(point, request=arguments, **result)

    @app.route("/userinfo")
    def userinfo():
        point = server.get_endpoint("userinfo")
        arguments = point.parse_request({}, http_info=http())
        result = point.process_request(arguments, http_info=http())
        return answered(point, request=arguments, **result)

    print("prêt", flush=True)
    app.run(host="127.0.0.1", port=int(PORT), threaded=True)


{"toolkit": toolkit, "idpy": idpy}[KIND]()
