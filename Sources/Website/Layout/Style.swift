/// The style sheet: neutral, of our own, with the reader's own fonts.
///
/// - Colours: text on every ground has a contrast of at least 4.5 (WCAG 2.2 AA); series of charts
///   differ in lightness, so that they survive grey printing and colour-blindness.
enum Style {
    static let sheet = #"""
        :root{--encre:#1b1f27;--encre2:#4a5261;--fond:#fff;--fond2:#f5f6f8;--trait:#d5d9e0;
        --lien:#1d4f91;--accent:#1d4f91;--accent2:#b3541e;--doux:#e6edf6;--alerte:#8a1c1c;
        --alerte-fond:#fdecec;--avis:#6b4a00;--avis-fond:#fff6dd;--bon:#1d5c3a;
        --rayon:.5rem;color-scheme:light}
        *,::before,::after{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
        body{margin:0;background:var(--fond);color:var(--encre);font:1rem/1.55 system-ui,
        -apple-system,"Segoe UI",Roboto,"Noto Sans",Ubuntu,"Liberation Sans",sans-serif;
        font-variant-numeric:tabular-nums;overflow-wrap:break-word}
        a{color:var(--lien);text-underline-offset:.15em}
        a:hover{text-decoration-thickness:.14em}
        :focus-visible{outline:3px solid #e08a00;outline-offset:2px;border-radius:2px}
        main:focus{outline:none}
        .evitement{position:absolute;left:-99rem;background:#fff;padding:.6rem 1rem;z-index:9}
        .evitement:focus{left:.5rem;top:.5rem}
        .lecteur{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);
        white-space:nowrap}
        .entete{border-bottom:1px solid var(--trait);background:var(--fond)}
        .bandeau,.entete nav,main,.pied>*{max-width:80rem;margin-inline:auto;
        padding-inline:1.25rem}
        .bandeau{display:flex;align-items:center;gap:.75rem 1rem;flex-wrap:wrap;
        padding-block:.9rem .6rem}
        .nom{font-weight:700;font-size:1.15rem;color:var(--encre);text-decoration:none;
        display:flex;gap:.7rem;align-items:center}
        .nom::before{content:"";width:.9rem;height:1.5rem;border-radius:2px;flex:none;
        background:linear-gradient(var(--accent) 0 45%,var(--accent2) 45% 72%,var(--trait) 72%)}
        .nom:has(.logo)::before{display:none}
        .mention{border:1px solid var(--encre2);color:var(--encre2);border-radius:1rem;
        padding:.05rem .7rem;font-size:.85rem}
        .compte{margin-left:auto;font-size:.92rem;padding:.3rem 0}
        .boutons{display:flex;flex-wrap:wrap;gap:.2rem .8rem}
        .facultatif{font-weight:400;color:var(--encre2);font-size:.88rem}
        .case label,.cases label{font-weight:400;display:block;padding:.2rem 0}
        .cases{border:0;padding:0}
        .longue .cases{max-height:22rem;overflow-y:auto}
        input[type=checkbox]{width:1.05rem;height:1.05rem;accent-color:var(--accent);vertical-align:-.1em}
        .texte-long{max-width:46rem}.texte-long h2{margin-top:1.8rem}
        .texte-long img{max-width:100%;height:auto}
        .texte-long blockquote{border-left:4px solid var(--trait);margin-inline:0;padding-left:1rem}
        .invente,.epingle{margin:0;padding:.45rem 1.25rem;background:var(--avis-fond);
        color:var(--avis);text-align:center;max-width:none;font-size:.92rem;border-block:1px solid #ecd9a0}
        .epingle{background:var(--doux);color:var(--encre);border-color:var(--trait)}
        .entete nav ul{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:0 1.4rem}
        .entete nav a{display:block;padding:.5rem 0;color:var(--encre);text-decoration:none;
        border-bottom:3px solid transparent}
        .entete nav a:hover{border-color:var(--trait)}
        .entete nav a[aria-current]{border-color:var(--accent);font-weight:600}
        main{padding-block:1.5rem 3rem;min-height:55vh}
        h1,h2,h3{line-height:1.2;text-wrap:balance;margin:0}
        h1{font-size:clamp(1.5rem,1.1rem + 1.7vw,2.2rem);letter-spacing:-.01em;margin-bottom:1rem}
        h2{font-size:1.35rem;margin:2.4rem 0 .8rem}
        h3{font-size:1.08rem;margin:1.6rem 0 .5rem}
        p{margin:.6rem 0;max-width:46rem}
        .surtitre{margin:0 0 .2rem;color:var(--encre2);font-size:.9rem;font-weight:600}
        .chapo{font-size:1.1rem;color:var(--encre2)}
        .petit,.source,.note{font-size:.88rem;font-weight:400;color:var(--encre2)}
        .fil ol{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem;padding:0;margin:0 0 1rem;
        font-size:.88rem}
        .fil li+li::before{content:"›";margin-inline:.45rem;color:var(--encre2)}
        .pied{border-top:1px solid var(--trait);background:var(--fond2);padding-block:1.2rem 2rem;
        font-size:.9rem}
        .pied .liens{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem 1.3rem;margin-block:.6rem 0}
        .pied p{max-width:80rem}
        .chiffres{list-style:none;padding:0;margin:1.5rem 0;display:grid;gap:1rem;
        grid-template-columns:repeat(auto-fill,minmax(min(100%,14.5rem),1fr))}
        .chiffre{border:1px solid var(--trait);border-radius:var(--rayon);padding:1rem 1.1rem;
        background:var(--fond);display:grid;grid-row:span 4;grid-template-rows:subgrid;row-gap:.15rem;
        align-content:start}
        .chiffre .valeur{font-size:1.85rem;font-weight:700;line-height:1.15;color:var(--encre)}
        .chiffre .quoi{font-weight:600;align-self:end}
        .chiffre .petit{margin:0}.chiffre div .petit+.petit{margin-top:.35rem}
        .chiffre .valeur .inconnu{font-size:1rem;font-weight:400;line-height:1.4}
        .chiffre a{align-self:end;padding-top:.4rem;font-size:.92rem}
        .deux{display:grid;gap:1.25rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,27rem),1fr));
        align-items:start}
        .trois{display:grid;gap:1.25rem;align-items:start;
        grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr))}
        .carte{border:1px solid var(--trait);border-radius:var(--rayon);padding:1.1rem 1.2rem;
        min-width:0;background:var(--fond)}
        .carte h2,.carte h3{margin-top:0}main>.carte,main>section.encart{margin-block:1.2rem}
        figure{margin:0;min-width:0}
        figcaption{font-weight:600;margin-bottom:.5rem}
        svg{max-width:100%;height:auto;display:block;overflow:visible}
        svg text{font:13px system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;
        fill:var(--encre)}
        .rangee{display:flex;justify-content:space-between;gap:.75rem;line-height:20px;font-size:13px;
        white-space:nowrap}
        .rangee span:first-child{overflow:hidden;text-overflow:ellipsis}
        .borne{justify-content:center;padding-inline:.15rem;font-size:12px;color:#1b1f27}
        svg .faible{fill:var(--encre2)} svg .axe{stroke:var(--trait);stroke-width:1}
        svg .s1{fill:var(--accent)} svg .s2{fill:var(--accent2)} svg .ligne{fill:none;
        stroke:var(--accent);stroke-width:2.5;stroke-linejoin:round}
        svg .bande{fill:var(--accent);opacity:.16} svg .point{fill:var(--accent);stroke:#fff}
        svg .fond{fill:#edf0f4}
        svg [data-lien]{cursor:pointer} svg [data-lien]:hover{opacity:.8}
        svg .q0{fill:#f2f3f6;stroke:#b9c0cb} svg .q1{fill:#d9e4f1} svg .q2{fill:#a9c2e0}
        svg .q3{fill:#6d96c6} svg .q4{fill:#3a69a6} svg .q5{fill:#173f75}
        svg .clair{fill:#fff} svg .code{font-size:19px} svg .cartouche{fill:none;stroke:var(--trait)}

        .echelle{list-style:none;padding:0;margin:.6rem 0;display:flex;flex-wrap:wrap;gap:.3rem 1rem;
        font-size:.85rem}
        .echelle svg{display:inline-block;vertical-align:-.15em;margin-right:.35rem}
        details{margin:.8rem 0}
        summary{cursor:pointer;color:var(--lien);padding:.2rem 0}
        .cadre{overflow-x:auto;max-width:100%;border:1px solid var(--trait);
        border-radius:var(--rayon);margin:.8rem 0;background:var(--fond)}
        .cadre:has(thead th:nth-child(2):last-child){max-width:46rem}
        table{border-collapse:collapse;width:100%;font-size:.93rem}
        caption{text-align:left;padding:.6rem .8rem;font-weight:600}
        th,td{padding:.45rem .8rem;text-align:left;vertical-align:top;border-top:1px solid var(--trait)}
        thead th{background:var(--fond2);border-top:0;font-size:.86rem;vertical-align:bottom}
        caption+thead th{border-top:1px solid var(--trait)}
        tbody th{font-weight:600} tbody th code{white-space:nowrap}
        .nombre{text-align:right;white-space:nowrap}
        .serre{white-space:nowrap} thead .nombre{white-space:normal}
        .objet{min-width:16rem;font-weight:400}div.objet{min-width:12.5rem}
        .contrats th,.contrats td{padding-inline:.55rem}
        .contrats .nom-partie{min-width:9.5rem}
        thead a{text-decoration:none;display:inline-block}
        th[aria-sort]{color:var(--accent)}
        .inconnu{color:var(--encre2);font-style:italic}
        dl.fiche{display:grid;grid-template-columns:minmax(11rem,17rem) 1fr;gap:0;margin:.8rem 0;
        border-top:1px solid var(--trait)}
        dl.fiche>div{display:contents}
        dl.fiche dt,dl.fiche dd{margin:0;padding:.5rem .8rem .5rem 0;border-bottom:1px solid var(--trait)}
        dl.fiche dt{font-weight:600}
        dl.fiche dd,.nom-fichier{overflow-wrap:anywhere}
        .nom-fichier{min-width:11rem;display:inline-block}
        dl.fiche dt small{display:block;font-weight:400;color:var(--encre2);font-size:.82rem}
        .frise{list-style:none;padding:0 0 0 1.2rem;margin:1rem 0;border-left:3px solid var(--doux)}
        .frise li{position:relative;margin:0 0 1rem}
        .frise li::before{content:"";position:absolute;left:-1.72rem;top:.4rem;width:.75rem;
        height:.75rem;border-radius:50%;background:var(--accent);border:2px solid #fff}
        .etiquette{display:inline-block;border-radius:1rem;padding:.05rem .65rem;font-size:.84rem;
        background:var(--doux);color:var(--encre);margin:.1rem .25rem .1rem 0}
        .erreur{background:var(--alerte-fond);color:var(--alerte)}
        .avertissement{background:var(--avis-fond);color:var(--avis)}
        .encart{border-left:4px solid var(--accent);background:var(--fond2);padding:.7rem 1.1rem;
        margin:1.2rem 0;border-radius:0 var(--rayon) var(--rayon) 0;max-width:52rem}
        .encart.avis{border-color:var(--avis);background:var(--avis-fond)}
        .encart.alerte{border-color:var(--alerte);background:var(--alerte-fond)}
        .encart>:first-child{margin-top:0}.encart>:last-child{margin-bottom:0}
        form{margin:0}
        label,legend{font-weight:600}
        input,select,textarea,button{font:inherit;color:inherit}
        input[type=search],input[type=text],input[type=email],input[type=number],input[type=tel],
        input[type=password],input[type=date],input[type=datetime-local],select,textarea{
        width:100%;padding:.5rem .65rem;border:1px solid #7a8394;border-radius:.35rem;background:#fff}
        textarea:not([rows]){min-height:9rem}
        button,.bouton{display:inline-block;background:var(--accent);color:#fff;border:0;
        border-radius:.35rem;padding:.55rem 1.1rem;font-weight:600;cursor:pointer;
        text-decoration:none;min-height:2.5rem}
        .agir>:is(button,.bouton),p>.bouton{margin-block:.2rem}
        .agir>:has(+a:not(.bouton)){margin-right:.5rem}.agir>a{display:inline-block}
        .bouton.second{background:#fff;color:var(--lien);border:1px solid var(--lien)}
        .chercher{display:flex;gap:.5rem;max-width:44rem;margin:1rem 0;flex-wrap:wrap}
        .chercher label{flex-basis:100%}
        .chercher input{flex:1 1 12rem;width:auto;min-width:0}
        .explorer{display:grid;grid-template-columns:15rem minmax(0,1fr);gap:1.75rem;align-items:start}
        .facettes fieldset{border:0;border-top:1px solid var(--trait);margin:0;padding:.5rem 0;min-width:0}
        .facettes fieldset legend{float:left;width:100%;padding:.25rem 0;margin-bottom:.2rem}
        .facettes fieldset legend+*{clear:both}
        .facettes ul{list-style:none;margin:0;padding:0}
        .facettes li label{display:grid;grid-template-columns:auto 1fr auto;gap:.5rem;font-weight:400;
        font-size:.92rem;padding:.2rem 0;align-items:baseline;line-height:1.35}
        .facettes li span:last-child{color:var(--encre2);font-size:.86rem}
        .facettes input[type=checkbox]{width:1rem;height:1rem;accent-color:var(--accent);
        align-self:start;margin:.15rem 0 0}
        .facettes .bornes{display:grid;grid-template-columns:1fr 1fr;gap:.5rem}
        .facettes .bornes label{font-weight:400;font-size:.88rem}
        .agir{padding:.2rem 0 .6rem;margin:0}
        .facettes .groupe{border-top:1px solid var(--trait);margin:0;padding:.35rem 0}
        .facettes .groupe summary{font-weight:600;color:var(--encre)}
        .facettes .groupe fieldset{border:0;padding:0}
        .choisis{list-style:none;display:flex;flex-wrap:wrap;gap:.4rem;padding:0;margin:.6rem 0}
        .choisis a{display:inline-block;background:var(--doux);border-radius:1rem;padding:.15rem .8rem;
        color:var(--encre);text-decoration:none;font-size:.9rem}
        .choisis a::after{content:"×";margin-left:.5rem;font-weight:700}
        .barre{display:flex;flex-wrap:wrap;gap:.5rem 1.2rem;align-items:baseline;
        justify-content:space-between;margin:.6rem 0}
        .barre p{margin:0}
        .pages{list-style:none;display:flex;flex-wrap:wrap;gap:.4rem 1rem;padding:0;margin:1rem 0}
        .colonnes ul{list-style:none;padding:0;margin:.4rem 0;columns:18rem 3;font-size:.92rem}
        .colonnes li{break-inside:avoid;margin-bottom:.45rem}
        .colonnes small{display:block;color:var(--encre2);padding-left:1.55rem}
        .changements{list-style:none;margin:0;padding:0;font-size:.9rem;overflow-wrap:anywhere}
        .changements del{color:var(--encre2)}.changements ins{text-decoration:none;font-weight:600}
        .liste{padding-left:1.2rem}.liste li{margin:.3rem 0}.liste>li,main>ul:not([class])>li{max-width:46rem}
        .cartes{list-style:none;padding:0;margin:1rem 0;display:grid;gap:.8rem;
        grid-template-columns:repeat(auto-fill,minmax(min(100%,17rem),1fr))}
        .cartes li{border:1px solid var(--trait);border-radius:var(--rayon);padding:.8rem 1rem}
        .cartes p{margin:.25rem 0 0}.cartes h3{margin-top:0}.cartes li>a:first-child{font-weight:600}
        .cartes.larges{grid-template-columns:repeat(auto-fill,minmax(min(100%,22rem),1fr))}
        .publication h3{font-size:1.3rem;margin-top:1.8rem}
        .resultats{list-style:none;padding:0;margin:.6rem 0;display:grid;gap:.8rem}
        .resultats>li{border:1px solid var(--trait);border-radius:var(--rayon);padding:.8rem 1.1rem 1rem}
        .resultats h3{margin:.25rem 0}.resultats p{margin:.25rem 0}
        mark{background:#ffe9a8;color:inherit;padding:0 .1em;border-radius:.15em}
        pre{overflow-x:auto;background:var(--fond2);border:1px solid var(--trait);
        border-radius:var(--rayon);padding:.9rem 1rem;font:.85rem/1.5 ui-monospace,Menlo,Consolas,
        "Liberation Mono",monospace;white-space:pre-wrap;overflow-wrap:anywhere}
        code{font:.88em ui-monospace,Menlo,Consolas,"Liberation Mono",monospace;overflow-wrap:anywhere}
        .champ{margin:1rem 0;max-width:40rem}
        .champ .aide{display:block;font-weight:400;font-size:.88rem;color:var(--encre2)}
        .champ .faute{display:block;color:var(--alerte);font-size:.9rem;margin-top:.25rem}
        .champ [aria-invalid=true]{border:2px solid var(--alerte)}
        .etapes li{margin:.5rem 0}.articles{list-style:none;padding:0;font-size:.86rem;
        color:var(--encre2)}.articles li{margin:.1rem 0}
        fieldset{min-width:0}
        .champs{display:grid;gap:0 1.6rem;max-width:64rem;
        grid-template-columns:repeat(auto-fill,minmax(min(100%,19rem),1fr))}
        .champs .champ{display:flex;flex-direction:column;margin:.55rem 0}
        .champs .champ :is(input,select,textarea){margin-top:auto}.champs .champ:has(textarea){grid-column:1/-1}
        .tableau,.partie{border:0;border-top:1px solid var(--trait);margin:1.2rem 0;padding:.6rem 0 0}
        .tableau>legend,fieldset.partie>legend{float:left;width:100%;padding:.2rem 0 .5rem;font-size:1.05rem}
        .tableau>legend+*,fieldset.partie>legend+*{clear:both}
        details.partie>summary{font-weight:600;font-size:1.05rem}
        .tableau .aide{font-size:.88rem;color:var(--encre2);margin:.1rem 0 .5rem}
        .tableau .faute{color:var(--alerte)}
        .grille td{padding:.25rem .3rem;min-width:8.5rem;border:0}
        .grille th[scope=row]{border:0;color:var(--encre2);font-weight:400;padding:.6rem .3rem .25rem .8rem}
        .grille thead small{font-weight:400}
        .grille [aria-invalid=true],.ligne [aria-invalid=true]{border:2px solid var(--alerte)}
        .lignes{display:grid;gap:.8rem}
        .ligne{border:1px solid var(--trait);border-radius:var(--rayon);padding:.4rem .9rem .8rem;
        display:grid;gap:.3rem .9rem;grid-template-columns:repeat(auto-fill,minmax(min(100%,11rem),1fr));
        align-items:end}
        .ligne legend{padding-inline:.3rem;color:var(--encre2)}
        .ligne p{margin:0}.ligne label{font-size:.88rem}.ligne .large{grid-column:1/-1}
        .ligne ul.large{margin:.2rem 0}
        .colonnes-courtes{columns:9rem 4;padding-left:1.4rem;max-width:46rem}
        input[type=file]{max-width:100%}
        .document{border:1px solid var(--trait);border-radius:var(--rayon);padding:.5rem 1rem;
        max-width:52rem}
        .feuille{border-top:1px solid var(--trait);padding:.4rem 0}
        .feuille h4{margin:1rem 0 .3rem}
        .differences{margin:0;padding:.6rem .9rem;white-space:pre-wrap;overflow-wrap:anywhere}
        .differences :is(ins,del){display:block;text-decoration:none}
        .differences ins{background:#e3f3e6;color:#14401f}.differences del{background:#fbe4e2;color:#611610}
        .differences .faible{color:var(--encre2)}
        .figure{font-weight:600;white-space:nowrap}
        .figure-fautive{background:var(--avis-fond);color:var(--avis);padding:0 .25rem}
        .figure-bloc{margin:1.2rem 0}.figure-bloc .quoi{font-weight:600;margin:0}
        .figure-bloc .valeur{font-size:1.85rem;font-weight:700;margin:0;color:var(--encre)}
        .avancement{display:flex;flex-wrap:wrap;gap:.3rem .8rem;align-items:center}
        .avancement progress{flex:1 1 12rem;max-width:24rem;height:1rem;accent-color:var(--accent)}
        #reponse:focus{outline:none}
        .piege{position:absolute;left:-99rem}
        .agenda{list-style:none;padding:0;margin:.6rem 0 1.5rem}
        .agenda>li{display:grid;grid-template-columns:6rem minmax(0,1fr);gap:0 1.2rem;
        border-top:1px solid var(--trait);padding:.8rem 0}
        .agenda .heure{font-weight:700;margin:0}
        .seances{display:grid;gap:1rem;
        grid-template-columns:repeat(auto-fit,minmax(min(100%,16rem),1fr))}
        .seance h4{margin:0;font-size:1.05rem;line-height:1.3}.seance p{margin:.25rem 0}
        .badges{list-style:none;padding:0;margin:1rem 0;display:flex;flex-wrap:wrap;gap:.4cm}
        .badge{border:1px dashed #7a8394;width:9cm;max-width:100%;min-height:5.6cm;padding:.5cm;
        display:grid;grid-template-columns:minmax(0,1fr) auto;gap:.3cm;align-items:center;
        break-inside:avoid;background:#fff}
        .badge p{margin:.1cm 0}.badge .nom-badge{font-size:1.25rem;font-weight:700;line-height:1.2}
        .badge .qr{width:3.2cm;height:3.2cm}
        .signature{display:inline-block;min-width:5cm;height:1.6rem}
        @media (max-width:56rem){.explorer{grid-template-columns:minmax(0,1fr);gap:1rem}
        dl.fiche{grid-template-columns:1fr}dl.fiche dt{border-bottom:0;padding-bottom:0}
        dl.fiche dd{padding-top:.1rem}}
        @media (max-width:40rem){.agenda>li{grid-template-columns:minmax(0,1fr)}.bandeau,.entete nav,main,.pied>*{padding-inline:1rem}
        .entete nav ul{flex-wrap:nowrap;overflow-x:auto;gap:0 1.1rem;scrollbar-width:thin}
        .entete nav li:has([aria-current]){order:-1}
        .entete nav a{white-space:nowrap;padding-block:.6rem}
        .chiffres{grid-template-columns:repeat(auto-fill,minmax(min(100%,9.5rem),1fr));gap:.6rem}
        .chiffre{padding:.8rem}.chiffre .valeur{font-size:1.45rem}
        .carte{padding:.9rem}
        :is(.contrats,.pile),:is(.contrats,.pile) :is(tbody,tr,th,td,caption){display:block}
        :is(.contrats,.pile) thead{position:absolute;clip-path:inset(50%)}
        :is(.contrats,.pile) tr{border-top:1px solid var(--trait);padding:.6rem .8rem}
        :is(.contrats,.pile) :is(th,td){border:0;padding:.1rem 0;text-align:left;white-space:normal}
        .grille,.grille :is(tbody,tr,th,td,caption){display:block}
        .grille thead{position:absolute;clip-path:inset(50%)}
        .grille tr{border-top:1px solid var(--trait);padding:.3rem .6rem .6rem}
        .grille td{min-width:0;padding:.15rem 0}.grille th[scope=row]{padding:.2rem 0}
        .grille td::before{content:attr(data-nom);font-size:.86rem;color:var(--encre2)}
        .contrats .nom-partie{min-width:0}
        .contrats .objet{min-width:0;font-weight:600;padding-bottom:.2rem}
        .pile td:empty{display:none}
        :is(.contrats,.pile) td::before{content:attr(data-nom) "\#u{202F}: ";color:var(--encre2);font-size:.86rem}
        .contrats td br{display:none}}
        @media (prefers-reduced-motion:no-preference){a,.bouton{transition:opacity .1s}}
        @media print{.entete nav,.facettes,.agir,.pages,.evitement,.chercher,.colonnes,.exporter,form{
        display:none}body{font-size:10pt}main{padding:0}a{color:inherit;text-decoration:none}
        .explorer{display:block}.cadre{overflow:visible;border:0}.carte{break-inside:avoid}
        .invente{border:1px solid}svg *{print-color-adjust:exact}
        details:not([open]){display:none}.document{border:0;padding:0}
        .emarger td{height:1.3cm}h2,h3{break-after:avoid}tr,.seance{break-inside:avoid}
        body:has(.badges) :is(.entete,.pied,.fil,h1,.surtitre){display:none}
        .agenda>li{grid-template-columns:6rem minmax(0,1fr)}
        .affiche{break-after:page}.affiche h2{font-size:40pt;margin:0 0 1rem}
        .affiche table{font-size:16pt}}

        """#
}
