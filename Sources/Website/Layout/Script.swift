/// The script: comforts only. Every page is complete without it.
enum Script {
    static let source = #"""
        "use strict";
        // A box checked in the facets sends the form; without the script there is a button.
        for (const form of document.querySelectorAll("form[data-envoi]")) {
          form.addEventListener("change", (event) => {
            if (event.target.type === "checkbox" || event.target.tagName === "SELECT") {
              form.requestSubmit();
            }
          });
          // Empty fields stay out of the address.
          form.addEventListener("formdata", (event) => {
            for (const [key, value] of [...event.formData]) {
              if (value === "") event.formData.delete(key);
            }
          });
        }
        // On a phone the filters begin folded: those in use stand above the results.
        const filters = document.querySelector("details.filtres");
        if (filters && matchMedia("(max-width: 56rem)").matches) {
          filters.open = false;
        }
        // A mark of a chart leads where the same row of its table leads.
        document.addEventListener("click", (event) => {
          const mark = event.target.closest && event.target.closest("svg [data-lien]");
          if (mark) location.assign(mark.dataset.lien);
        });
        // A value under the pointer, beside the table that already holds it.
        const bubble = document.createElement("p");
        bubble.className = "bulle";
        bubble.setAttribute("aria-hidden", "true");
        bubble.hidden = true;
        document.body.append(bubble);
        document.addEventListener("pointermove", (event) => {
          const mark = event.target.closest && event.target.closest("[data-valeur]");
          bubble.hidden = !mark;
          if (!mark) return;
          bubble.textContent = mark.dataset.valeur;
          const left = Math.min(event.pageX + 12, document.documentElement.clientWidth - 220);
          bubble.style.left = left + "px";
          bubble.style.top = event.pageY + 16 + "px";
        });

        """#
    /// The rules of what only the script shows.
    static let style = """
        .bulle{position:absolute;z-index:5;margin:0;max-width:13rem;background:#1b1f27;color:#fff;
        padding:.3rem .6rem;border-radius:.3rem;font-size:.85rem;pointer-events:none}
        .bulle[hidden]{display:none}

        """
}
