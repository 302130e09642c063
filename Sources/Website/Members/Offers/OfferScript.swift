/// The script of a deposit's page: files leave in pieces, and a cut transmission goes on where it was.
/// Without it the form sends them whole.
enum OfferScript {
    static let asset = Assets.Asset(
        name: "depot", suffix: "js", type: "text/javascript; charset=utf-8", content: source)

    /// The same policy as everywhere, and this site may be called.
    static let policy = (
        "Content-Security-Policy",
        (SafeHeaders.all.first { $0.name == "Content-Security-Policy" }?.value ?? "")
            .split(separator: ";").map { part in
                part.contains("connect-src") ? " connect-src 'self'" : String(part)
            }.joined(separator: ";")
    )

    /// The rules of what only pages of offers show.
    static let style = """
        .secours{list-style:none;padding:0;display:grid;gap:.6rem;
        grid-template-columns:repeat(auto-fill,minmax(9rem,1fr))}
        .secours li{border:1px solid;border-radius:.3rem;padding:.5rem .7rem}
        .secours strong,.secret{font:600 1.15rem ui-monospace,monospace;letter-spacing:.08em}
        .secours .rang{font-size:.85rem;margin-right:.4rem}
        .empreinte{font-size:.85rem;overflow-wrap:anywhere}
        .avancee:empty{display:none}.avancee{font-weight:600}

        """

    private static let source = #"""
        "use strict";
        for (const box of document.querySelectorAll(".depot")) {
          const form = box.querySelector("form");
          const told = box.querySelector(".avancee");
          const piece = 8 * 1024 * 1024;
          const memory = "orcp-depot-" + box.dataset.depot;
          const known = JSON.parse(localStorage.getItem(memory) || "{}");
          const mark = (file) => [file.name, file.size, file.lastModified].join("|");
          // Names are sealed at the server's: this browser alone remembers them.
          for (const cell of document.querySelectorAll("[data-fichier]")) {
            const found = Object.entries(known).find(([, number]) => String(number) === cell.dataset.fichier);
            if (found) cell.textContent += " (" + found[0].split("|")[0] + ")";
          }
          const wait = (seconds) => new Promise((done) => setTimeout(done, 1000 * seconds));
          const size = (bytes) => (bytes / 1e6).toLocaleString("fr-FR", { maximumFractionDigits: 1 }) + " Mo";
          async function asked(address, options, tries = 8) {
            for (let turn = 0; ; turn += 1) {
              let answer;
              try {
                answer = await fetch(address, options);
              } catch (error) {
                if (turn >= tries) throw new Error("Le réseau ne répond plus. Ce qui est arrivé est gardé : recommencez plus tard.");
                told.textContent = "Connexion perdue, nouvel essai…";
                await wait(Math.min(2 ** turn, 20));
                if (options.method === "POST" && options.isPiece) return null;
                continue;
              }
              const type = answer.headers.get("content-type") || "";
              const body = type.includes("json") ? await answer.json() : {};
              if (answer.ok && type.includes("json")) return body;
              if (options.isPiece && answer.status === 409) return null;
              if ((answer.status === 503 || answer.status === 429) && turn < tries) {
                await wait(5);
                if (options.isPiece) return null;
                continue;
              }
              throw new Error(body.detail || "L’envoi a été refusé (" + answer.status + "). Rouvrez la page.");
            }
          }
          async function send(file, lot, place) {
            let number = known[mark(file)];
            let state = null;
            if (number) {
              try {
                state = await asked(box.dataset.envoi + "/" + number, { method: "GET" });
              } catch (error) {
                state = null;
              }
            }
            if (!state || state.annonce !== file.size || state.empreinte) {
              state = await asked(box.dataset.annonce, {
                method: "POST",
                body: new URLSearchParams({ jeton: box.dataset.jeton, nom: file.name, taille: file.size, lot }),
              });
              known[mark(file)] = state.numero;
              localStorage.setItem(memory, JSON.stringify(known));
            }
            number = state.numero;
            const address = box.dataset.envoi + "/" + number;
            while (!state.empreinte) {
              told.textContent = place + file.name + " : " + size(state.recu) + " sur " + size(file.size);
              const sent = await asked(address + "?debut=" + state.recu, {
                method: "POST",
                isPiece: true,
                headers: { "Content-Type": "application/octet-stream", "X-Orcp-Jeton": box.dataset.jeton },
                body: file.slice(state.recu, state.recu + piece),
              });
              // Cut or overtaken: the server says where the file stands.
              state = sent || (await asked(address, { method: "GET" }));
            }
          }
          form.addEventListener("submit", async (event) => {
            event.preventDefault();
            const button = form.querySelector("button");
            const files = [...form.querySelector("input[type=file]").files];
            const lot = form.elements.lot ? form.elements.lot.value : "0";
            button.disabled = true;
            try {
              for (const [index, file] of files.entries()) {
                await send(file, lot, files.length > 1 ? index + 1 + "/" + files.length + ", " : "");
              }
              location.assign(location.pathname + "?fait=ajoute");
            } catch (error) {
              told.textContent = error.message;
              button.disabled = false;
            }
          });
        }

        """#
}
