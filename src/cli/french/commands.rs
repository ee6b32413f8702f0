//! The French of the help of each command. `\u{a0}` is the no-break space before `:` and `;`.

/// Path of a command, what it does in one line, and the rest of its long help.
pub(super) const COMMANDS: &[(&str, &str, &str)] = &[
    (
        "",
        "Connaître, prouver et réduire l'empreinte environnementale d'un parc informatique",
        "Donnez l'inventaire que vous avez (export GLPI, fichier G4IT ou NumEcoEval, CSV canonique ou\n\
         dossier de parc)\u{a0}: l'empreinte de l'année en sort, la fabrication face à l'utilisation, avec\n\
         l'explication de chaque chiffre.",
    ),
    (
        "assess",
        "Évaluer l'empreinte d'une année\u{a0}: total, par personne, fabrication et utilisation",
        "Lit chaque ligne de l'inventaire de l'année, écarte celles qui ne peuvent pas servir en disant\n\
         pourquoi, et affiche un résumé d'un écran\u{a0}; `--detail` dit tout. Avec `--out`, écrit le dossier\n\
         de résultats\u{a0}: footprint.csv,\n\
         les impacts par équipement, rejects.csv, unread-cells.csv, out-of-scope.csv, conflicts.csv,\n\
         unmatched.csv et run.json\u{a0}; allocation.csv et services.csv quand le parc a des machines virtuelles ou des services.\n\
         \n\
         Exemples\u{a0}:\n  \
           empreinte assess glpi.csv --year 2025\n  \
           empreinte assess inventories/mairie-exemple --by site --out resultats\n  \
           empreinte assess parc.csv --format json | jq .totals",
    ),
    (
        "init",
        "Faire d'un inventaire un dossier de parc\u{a0}: sa carte à remplir, l'inventaire sous son année",
        "Écrit estate.toml, commenté, avec ce que disent les options, les mots de l'inventaire qui ne sont\n\
         pas connus et les colonnes qu'il demande, prêts à remplir, et copie l'inventaire dans\n\
         inventories/ANNÉE. Un dossier devient un parc là où il est. Rien de ce qui est là n'est écrasé.\n\
         \n\
         Exemples\u{a0}:\n  \
           empreinte init glpi.csv --year 2025 --headcount 8 --out parc\n  \
           empreinte init exports",
    ),
    (
        "report",
        "Écrire le rapport de l'année\u{a0}: une page web avec graphiques, chiffres, hypothèses et sources",
        "La page est un seul fichier, qui s'ouvre dans tout navigateur, sans réseau. Elle est en français\n\
         ou en anglais (`--lang`). Avec `--format pdf`, la même est un PDF, qui porte ses chiffres en fichiers.\n\
         \n\
         Exemples\u{a0}:\n  \
           empreinte report inventories/mairie-exemple\n  \
           empreinte report glpi.csv --year 2025 --out rapport.html\n  \
           empreinte report inventories/mairie-exemple --format pdf",
    ),
    (
        "explain",
        "Expliquer un chiffre\u{a0}: ce qui a été lu, la formule avec ses nombres, la source",
        "Celui d'un équipement par son identifiant, d'un indicateur, du total, ou d'une somme\u{a0}: un type,\n\
         un service, un centre de données, un site, une entité, un pays. Les fichiers sur lesquels il\n\
         repose sont en dessous, avec leur SHA-256.\n\
         Un indicateur, un type ou un service s'explique aussi sans parc\u{a0}; `explain indicateur` donne la\n\
         liste des indicateurs.\n\
         \n\
         Exemples\u{a0}:\n  \
           empreinte explain 1119 inventories/mairie-exemple\n  \
           empreinte explain total inventories/mairie-exemple\n  \
           empreinte explain paper inventories/mairie-exemple\n  \
           empreinte explain \"datacentre DC-HDV\" inventories/mairie-exemple\n  \
           empreinte explain weee_weight inventories/mairie-exemple\n  \
           empreinte explain laptop",
    ),
    (
        "change",
        "Dire pourquoi l'empreinte d'une année n'est pas celle d'une autre, effet par effet, sans reste",
        "D'abord ce qui est compté autrement (jeu de facteurs, périmètre, qualité des données), puis ce\n\
         qu'ont fait les équipements\u{a0}: nombre, répartition, modèles, vieillissement, durée de vie,\n\
         consommation, PUE, électricité. Chaque effet a son intervalle à 90\u{a0}%, et les machines restées,\n\
         parties et arrivées sont à côté. Sans années, les deux dernières. Deux parcs (ou deux dossiers\n\
         écrits par `import --out`) peuvent prendre la place d'un seul.\n\
         \n\
         Exemples\u{a0}:\n  \
           empreinte change inventories/mairie-exemple 2023 2024\n  \
           empreinte change inventories/mairie-exemple 2024 2025 --format svg > pourquoi.svg\n  \
           empreinte change parc --before-factors core-2026.11\n  \
           empreinte change parc --before-run resultats-2024/run.json",
    ),
    (
        "plan",
        "Suivre le plan numérique responsable\u{a0}: est-il mesurable, où en est-il, qu'est-ce qui est dû",
        "Le plan est plan.toml, dans le dossier du parc\u{a0}: les engagements avec leur indicateur, leur base,\n\
         leur cible et leurs dates, les actions avec leurs moyens, les preuves, les réunions. Chaque clé est\n\
         dans docs/formats/plan.md.\n\
         \n\
         Exemples\u{a0}:\n  \
           empreinte plan check inventories/mairie-exemple\n  \
           empreinte plan status inventories/mairie-exemple",
    ),
    (
        "plan check",
        "Dire ce qui manque au plan\u{a0}: ce qui n'est pas mesurable, pas prouvé, ou se contredit",
        "Chaque constat a un code, une gravité, sa ligne, et ce qu'il faut écrire. Suivent les documents,\n\
         moyens et résultats de chaque critère. Les preuves sont tenues à leur SHA-256. Aucun inventaire\n\
         n'est nécessaire\u{a0}; quand un engagement porte sur une part du parc, ou qu'une action a un\n\
         levier, le parc est interrogé, et quand une cible est une valeur, il dit d'où elle part.\n\
         \n\
         Exemples\u{a0}:\n  \
           empreinte plan check inventories/mairie-exemple\n  \
           empreinte plan check plan.toml --strict --format csv",
    ),
    (
        "plan status",
        "Dire où en est chaque engagement\u{a0}: base, dernière valeur, trajectoire, et un verdict à 95\u{a0}%",
        "En avance ou en retard quand 95\u{a0}% de ce qui peut être est d'un côté, sinon indiscernable, avec ce\n\
         qui trancherait. Une cible relative sur l'empreinte a deux verdicts\u{a0}: sur les chiffres tels quels,\n\
         et net de périmètre, de jeu de facteurs et de qualité des données, la part du vieillissement à part.\n\
         \n\
         Exemples\u{a0}:\n  \
           empreinte plan status inventories/mairie-exemple\n  \
           empreinte plan status inventories/mairie-exemple --year 2025 --format json",
    ),
    (
        "plan init",
        "Écrire un plan commenté\u{a0}: obligations légales, grille, et ce que feraient les leviers",
        "Les obligations qui s'appliquent à la forme juridique et à la population sont des engagements\n\
         mesurables\u{a0}; les leviers dont le parc a le plus à gagner sont des actions proposées, avec leur effet\n\
         sur trois ans. Grilles\u{a0}: state-guide, reen-2022-1084, circular-6425, ou un CSV à vous. Écrit plan.toml\n\
         dans le parc, et n'écrase rien.\n\
         \n\
         Exemples\u{a0}:\n  \
           empreinte plan init parc --legal-form commune --population 62000 --referential reen-2022-1084\n  \
           empreinte plan init parc --legal-form company --out plan-2026.toml",
    ),
    (
        "plan diagnose",
        "Montrer l'autodiagnostic\u{a0}: ce qui s'applique, ce qui pèse, documents, moyens et résultats",
        "Les critères sont rangés par la part de l'empreinte des types qu'ils nomment. Les réponses que rien\n\
         ne prouve sont marquées. Il n'y a pas de note.\n\
         \n\
         Exemples\u{a0}:\n  \
           empreinte plan diagnose parc",
    ),
    (
        "plan due",
        "Dire ce qui est dû, retards compris\u{a0}: pour un courriel automatique",
        "Échéances, cibles, débuts et fins d'actions qui ne sont pas faites. Finit avec le code 3 si quelque\n\
         chose est dû, avec 0 sinon.\n\
         \n\
         Exemples\u{a0}:\n  \
           empreinte plan due inventories/mairie-exemple --within 60d\n  \
           empreinte plan due parc --within 8w || empreinte plan due parc --within 8w | mail -s Plan nr@example.org",
    ),
    (
        "plan calendar",
        "Écrire les dates du plan en calendrier (.ics), pour tout agenda",
        "Tout ce qui n'est pas fait. Le même plan donne le même fichier, et une date qui bouge bouge dans\n\
         l'agenda\u{a0}: les noms restent.\n\
         \n\
         Exemples\u{a0}:\n  \
           empreinte plan calendar inventories/mairie-exemple --out plan.ics",
    ),
    (
        "plan export",
        "Écrire le plan pour un comité\u{a0}: une première page, une page par engagement, et tout le reste",
        "HTML et Markdown se lisent, en français ou en anglais\u{a0}; CSV et JSON ont chaque clé et se relisent par\n\
         `plan import`. Les parties vides sont laissées de côté et nommées. `--report reen` écrit les trois\n\
         parties du rapport que le décret de la loi REEN demande.\n\
         \n\
         Exemples\u{a0}:\n  \
           empreinte plan export inventories/mairie-exemple --out plan.html\n  \
           empreinte plan export inventories/mairie-exemple --report reen --format md\n  \
           empreinte plan export inventories/mairie-exemple --format json > plan.json",
    ),
    (
        "plan import",
        "Relire un plan en JSON ou CSV, ou les réponses d'une fiche, et le donner en plan.toml",
        "Un fichier de `plan export` est un plan entier\u{a0}; une fiche de `plan sheets` se lit dans le plan donné\n\
         par `--into`. Le texte de ce plan reste ce qu'il est, remarques comprises, sauf ce qui change.\n\
         Rien n'est écrasé\u{a0}: le plan va sur la sortie standard, ou dans un fichier nouveau.\n\
         \n\
         Exemples\u{a0}:\n  \
           empreinte plan import plan.json --out plan.toml\n  \
           empreinte plan import achats.xlsx --into parc --out plan-complete.toml",
    ),
    (
        "plan sheets",
        "Écrire les fiches de collecte\u{a0}: un CSV ou un classeur pour chaque rôle interrogé",
        "Chacune a les questions de son rôle seul, avec ce qui est déjà répondu\u{a0}; `plan import FICHE\n\
         --into PARC` la relit.\n\
         \n\
         Exemples\u{a0}:\n  \
           empreinte plan sheets parc --out fiches\n  \
           empreinte plan sheets parc --out fiches --format xlsx",
    ),
    (
        "plan renew",
        "Clore le plan avec son bilan, et écrire le suivant avec ce qui est reconduit",
        "Le bilan s'affiche, en Markdown. Un engagement est reconduit s'il n'est pas tenu, ou si la loi le\n\
         demande\u{a0}; celui qu'on abandonne a besoin de sa raison.\n\
         \n\
         Exemples\u{a0}:\n  \
           empreinte plan renew inventories/mairie-exemple --out plan-2028.toml --drop \"E4=salle fermée\"",
    ),
    (
        "scenario",
        "Jouer des leviers sur les années à venir\u{a0}: chacun seul, tous ensemble, et leur interaction",
        "Sans levier, le parc va son train\u{a0}: les machines vieillissent et sont remplacées selon sa\n\
         propre courbe de survie, l'effectif est celui de la carte. Les leviers sont ceux d'un fichier TOML\n\
         donné après le parc, ou de `--set`. `scenario init` en écrit un avec les leviers dont ce parc a\n\
         quelque chose à gagner.\n\
         \n\
         Exemples\u{a0}:\n  \
           empreinte scenario inventories/mairie-exemple --set laptop.lifetime=+1\n  \
           empreinte scenario init inventories/mairie-exemple --out sobriete.toml\n  \
           empreinte scenario inventories/mairie-exemple inventories/mairie-exemple/scenarios/sobriete.toml",
    ),
    (
        "scenario init",
        "Écrire un scénario commenté, avec les leviers dont ce parc a quelque chose à gagner",
        "",
    ),
    (
        "renewals",
        "Prévoir ce qui est à remplacer\u{a0}: unités, argent, kg CO2e et déchets par année, type et site",
        "D'après le temps que les unités du parc sont restées (mouvements, sorties, inventaires de plusieurs\n\
         années), chaque nombre avec son intervalle à 90\u{a0}%. Sans sortie connue, la durée de vie du type\n\
         en tient lieu, à ce dont les organisations diffèrent près, et au-delà des âges suivis l'usure est\n\
         supposée\u{a0}: les deux sont dits. Ce que les années passées auraient prévu est à côté de ce qui est\n\
         arrivé.\n\
         \n\
         Exemples\u{a0}:\n  \
           empreinte renewals inventories/mairie-exemple\n  \
           empreinte renewals inventories/mairie-exemple --years 3 --format csv",
    ),
    (
        "offers",
        "Comparer des devis\u{a0}: euros et kg CO2e par année de service",
        "Le fichier a une ligne par offre, avec les colonnes d'un inventaire\u{a0}: equipment_type,\n\
         manufacturer, model, cpu_model, ram_gb, ssd_gb, price_eur, repair_index (sur 10, ou une classe de\n\
         A à E), warranty_months, acquisition_mode (new, refurbished), upstream_months,\n\
         annual_energy_kwh. Avec `--estate`, les années de service sont celles des unités de ce parc.\n\
         \n\
         Exemples\u{a0}:\n  \
           empreinte offers devis.csv\n  \
           empreinte offers devis.csv --estate inventories/mairie-exemple --format csv",
    ),
    (
        "compare-methods",
        "Comparer des méthodes sur un même parc, et le pont de l'une à l'autre",
        "Affiche l'empreinte selon chaque méthode, et le chemin de la première (`--method`) à chacune des\n\
         autres\u{a0}: périmètre, durée de vie, amortissement, électricité, une seule sorte de choix à la\n\
         fois, de sorte que les étapes font tout l'écart. Avec `--with-factors`, le même parc selon un\n\
         second jeu de facteurs, par type.\n\
         \n\
         Exemples\u{a0}:\n  \
           empreinte compare-methods inventories/mairie-exemple\n  \
           empreinte compare-methods parc.csv --year 2025 --methods rcp-si,ghg-protocol --format csv\n  \
           empreinte compare-methods parc.csv --year 2025 --with-factors emission-factors/pcf-2026.12",
    ),
    (
        "allocate",
        "Répartir l'empreinte des serveurs sur les machines virtuelles, applications et domaines",
        "Lit virtual-machines.csv et applications.csv du parc, ou les fichiers de G4IT donnés à côté de\n\
         l'inventaire. Les applications, les machines sans application, la capacité qu'aucune machine\n\
         n'utilise et les serveurs sans machine font ensemble les serveurs.\n\
         \n\
         Exemples\u{a0}:\n  \
           empreinte allocate inventories/mairie-exemple\n  \
           empreinte allocate inventories/mairie-exemple --by domain,vm\n  \
           empreinte allocate equipements.csv machines.csv applications.csv --year 2025 --format csv",
    ),
    (
        "indicators",
        "Calculer les indicateurs\u{a0}: durée de vie, réemploi, achats, déchets, énergie, carbone",
        "Affiche, par famille, la valeur de chaque indicateur de l'année, son intervalle, sa tendance et sa\n\
         couverture, avec ce que d'autres ont trouvé pour contexte. Lit les inventaires de chaque année,\n\
         movements.csv et answers.toml. Une donnée manquante est dite, jamais prise pour zéro.\n\
         \n\
         Exemples\u{a0}:\n  \
           empreinte indicators inventories/mairie-exemple --core\n  \
           empreinte indicators inventories/mairie-exemple --family waste --out resultats\n  \
           empreinte indicators missing inventories/mairie-exemple",
    ),
    (
        "indicators missing",
        "Dire quelle donnée recueillir d'abord\u{a0}: celle qui ouvre le plus d'indicateurs",
        "",
    ),
    ("indicators help", "Afficher cette aide, ou celle d'une commande", ""),
    (
        "import",
        "Convertir un inventaire au format canonique, sans l'évaluer",
        "Lit les exports de GLPI, G4IT et NumEcoEval, Snipe-IT, Intune, Autopilot, OCS Inventory,\n\
         ServiceNow, Lansweeper, Fleet, Ralph, Jamf Pro, NetBox, RVTools, Microsoft Entra, ChromeOS,\n\
         ConfigMgr, PDQ Inventory, Freshservice, ManageEngine, iTop, Device42, Workspace ONE et EcoDiag,\n\
         les listes JSON de leurs API, les documents JSON et XML d'agents (un seul ou un dossier), les\n\
         feuilles XLSX et ODS et les tableaux simples\u{a0}; chacun est reconnu à ses titres, à ses\n\
         valeurs ou à son contenu.\n\
         \n\
         Écrit inventory.csv (colonnes canoniques, sans données personnelles), inventory.parquet (les\n\
         mêmes lignes), rejects.csv (lignes écartées, avec fichier, ligne, colonne, valeur, raison et\n\
         conseil), unread-cells.csv (cellules illisibles, comptées comme vides), out-of-scope.csv (lignes\n\
         qui ne sont pas des équipements), conflicts.csv (ce que plusieurs fichiers disent différemment\n\
         d'un équipement) et run.json (comptes et empreintes SHA-256 des fichiers lus).\n\
         \n\
         Un rejects.csv dont les lignes ont été corrigées est lui aussi un inventaire\u{a0}: ses lignes\n\
         sont relues, seules.\n\
         \n\
         Les lignes de plusieurs fichiers sont un seul équipement quand leur numéro de série, leur UUID,\n\
         ou leur fabricant et leur numéro d'inventaire sont les mêmes.\n\
         \n\
         Exemples\u{a0}:\n  \
           empreinte import glpi.csv --out parc-2025\n  \
           empreinte import --explain parc.xlsx\n  \
           empreinte import --propose-map liste.csv --out correspondance.toml\n  \
           empreinte import --map correspondance.toml liste.csv --out parc-2025",
    ),
    (
        "movements",
        "Vérifier, compléter et lire le registre des mouvements, et écrire le registre des déchets",
        "Le registre est `movements.csv` du dossier de parc\u{a0}: achats, affectations, réparations, dons,\n\
         ventes, déchets (DEEE) remis et traités. Il ne fait que s'allonger.\n\
         \n\
         Exemples\u{a0}:\n  \
           empreinte movements check inventories/mairie-exemple\n  \
           empreinte movements infer inventories/mairie-exemple --from 2024 --to 2025\n  \
           empreinte movements register inventories/mairie-exemple --year 2025 --csv-dialect fr --format csv",
    ),
    ("movements check", "Confronter le registre à lui-même et aux inventaires", ""),
    ("movements infer", "Proposer les lignes qui manquent au registre entre deux inventaires", ""),
    ("movements list", "Lister les mouvements", ""),
    (
        "movements show",
        "Montrer la vie d'un équipement\u{a0}: ses mouvements, et son état à chaque inventaire",
        "",
    ),
    ("movements reconcile", "Rapprocher les remises de déchets d'un registre Trackdéchets", ""),
    ("movements register", "Écrire le registre des déchets sortants d'une année", ""),
    (
        "movements seal",
        "Sceller le registre tel qu'il est, pour qu'une modification ultérieure de ses lignes se voie",
        "",
    ),
    ("movements help", "Afficher cette aide, ou celle d'une commande", ""),
    (
        "export",
        "Écrire l'inventaire au format d'un outil voisin",
        "Écrit les équipements gardés, rejects.csv (lignes écartées), conflicts.csv (ce que plusieurs\n\
         fichiers disent différemment d'un équipement) et run.json (comptes et empreintes SHA-256).\n\
         \n\
         g4it\u{a0}: equipementPhysique.csv et datacenter.csv, pour G4IT et NumEcoEval.\n\
         ecodiag\u{a0}: ecodiag.csv, ses quatre colonnes, une ligne par équipement.\n\
         pcr-si\u{a0}: pcr-si.json, la demande du format d'échange des systèmes d'information.\n\
         esrs, vsme, beges, purchases\u{a0}: un CSV, la part informatique sous les codes de la norme de\n\
         l'année\u{a0}: valeur, intervalle et origine, ou pourquoi c'est vide.\n\
         \n\
         Exemples\u{a0}:\n  \
           empreinte export glpi.csv --to g4it --out pour-g4it\n  \
           empreinte export inventories/mairie-exemple --to beges --out beges-2025.csv",
    ),
    (
        "audit",
        "Mettre une année en dossier pour un auditeur\u{a0}: fichiers canoniques, facteurs, résultats, traces",
        "Le dossier est un seul ZIP. Il contient le parc sous forme canonique (inventaires de l'année et\n\
         d'avant, usages, mouvements, services, salles, plan) sans nom, numéro de série ni adresse\u{a0}; les\n\
         jeux de facteurs utilisés, en entier\u{a0}; les résultats et la trace de chaque chiffre\u{a0}; les sommes\n\
         de contrôle des fichiers d'origine et des preuves\u{a0}; les questions de l'annexe C de l'ADEME avec\n\
         ce qu'en disent les données, sans réponse. Les mêmes fichiers font le même dossier, à l'octet\n\
         près. `verify` le recalcule, sans réseau\u{a0}; `sample` tire des lignes à voir sur place, et dit ce que\n\
         les erreurs trouvées font au total.\n\
         \n\
         Exemples\u{a0}:\n  \
           empreinte audit inventories/mairie-exemple --year 2025 --out audit-2025.zip\n  \
           empreinte audit verify audit-2025.zip --originals inventories/mairie-exemple\n  \
           empreinte audit sample audit-2025.zip --n 60 --seed 7 --out feuille.csv\n  \
           empreinte audit sample audit-2025.zip --read feuille.csv",
    ),
    (
        "audit verify",
        "Vérifier un dossier d'audit\u{a0}: ses sommes, puis chaque chiffre recalculé de ses seuls fichiers",
        "Rien n'est lu hors du dossier, et rien n'en est exécuté. Un dossier qui mène ailleurs, qui fait\n\
         bien plus que sa taille une fois déballé, à qui un fichier manque ou dont un fichier a changé est\n\
         refusé, avec le code 2. Chaque chiffre que le calcul refait donne autrement est listé, avec le\n\
         code 3. Ce qu'aucun calcul ne redonne n'est tenu que par sa somme, qui se refait avec lui\u{a0}: ces\n\
         fichiers sont nommés, et `--originals` les tient contre ceux de l'organisation.\n\
         \n\
         Exemples\u{a0}:\n  \
           empreinte audit verify audit-2025.zip\n  \
           empreinte audit verify audit-2025.zip --originals inventories/mairie-exemple",
    ),
    (
        "audit sample",
        "Tirer des lignes de l'inventaire à voir sur place, ou relire ce qui a été trouvé",
        "Les lignes sont tirées selon leur empreinte\u{a0}: celles qui portent beaucoup sont prises d'office,\n\
         le reste est coupé en quatre strates d'empreinte égale et tiré à parts égales dans chacune, chaque\n\
         ligne d'une strate ayant la même chance\u{a0}; les lignes sans chiffre ont leur strate. La feuille\n\
         montre identifiant, site et entité, et rien de ce qui est à vérifier. Remplie, elle est relue avec\n\
         `--read`\u{a0}: le taux d'erreur avec son intervalle exact, et ce que les erreurs font au total.\n\
         \n\
         Exemples\u{a0}:\n  \
           empreinte audit sample audit-2025.zip --n 60 --seed 7 --out feuille.csv\n  \
           empreinte audit sample audit-2025.zip --read feuille.csv\n  \
           empreinte audit sample inventories/mairie-exemple --year 2025 --out feuille.csv",
    ),
    ("audit help", "Afficher cette aide, ou celle d'une commande", ""),
    (
        "statement",
        "Écrire les phrases pour le public que les données portent, ou relire un texte",
        "Chaque phrase dit son périmètre, son année, sa méthode et son jeu de facteurs, avec des chiffres\n\
         arrondis à ce que leur intervalle permet. Ce qui ne s'écrit pas est en dessous, avec la règle.\n\
         `lint` lit un texte phrase par phrase, en français ou en anglais\u{a0}: montrée par les données, sans\n\
         rapport avec l'empreinte, ou refusée, avec l'article, la date, la raison et quoi écrire à la\n\
         place. C'est une aide pour écrire honnêtement, pas un conseil juridique.\n\
         \n\
         Exemples\u{a0}:\n  \
           empreinte statement inventories/mairie-exemple --year 2025\n  \
           empreinte statement lint page.md --estate inventories/mairie-exemple\n  \
           echo \"Notre informatique est verte.\" | empreinte statement lint -",
    ),
    (
        "statement lint",
        "Relire un texte phrase par phrase\u{a0}: montrée, sans rapport, ou refusée avec la règle",
        "Avec `--estate`, les chiffres sont comparés à ceux du calcul. Finit avec le code 3 quand une phrase\n\
         est refusée.",
    ),
    ("statement help", "Afficher cette aide, ou celle d'une commande", ""),
    (
        "factors",
        "Lister, montrer, comparer, vérifier et signer les facteurs d'émission",
        "Exemples\u{a0}:\n  \
           empreinte factors list laptop\n  \
           empreinte factors show equipment.laptop.manufacturing.gwp\n  \
           empreinte factors diff core-2026.12 my-factors --estate inventories/mairie-exemple\n  \
           empreinte factors match Dell \"Latitude 5420\" --factors pcf-2026.12\n  \
           empreinte factors check emission-factors/core-2026.12",
    ),
    ("factors list", "Lister les facteurs\u{a0}: identifiant, valeur, bornes, unité, source", ""),
    ("factors show", "Montrer un facteur avec sa source, sa licence et ses bornes", ""),
    ("factors diff", "Comparer deux jeux de facteurs, et ce que cela change pour un parc", ""),
    ("factors match", "Montrer à quel modèle ou famille correspond un nom d'inventaire", ""),
    (
        "factors check",
        "Vérifier un jeu de facteurs\u{a0}: manifeste, sources, unités, bornes, licences",
        "",
    ),
    (
        "factors sign",
        "Écrire le manifeste des facteurs d'une organisation, après les avoir vérifiés",
        "",
    ),
    (
        "factors import",
        "Poser les données sous licence d'une organisation sur les facteurs du programme",
        "Lit un export de Base IMPACTS, NegaOctet ou d'une autre base pour laquelle l'organisation a\n\
         une licence, et écrit un jeu de facteurs qui se pose sur celui du programme, avec sa licence et\n\
         son manifeste\u{a0}: tous les critères de l'export sont alors calculés. Rien ne sort de la\n\
         machine. Ce qui ne peut être placé sans deviner est dans left-out.csv\u{a0}; `--map` dit le type\n\
         d'un objet (colonnes item, equipment_type).\n\
         \n\
         Exemples\u{a0}:\n  \
           empreinte factors import itemImpact.csv itemType.csv --from g4it --licence \"NegaOctet, contrat 12\" --out parc/emission-factors\n  \
           empreinte factors import base-carbone.csv --from base-empreinte --licence \"Licence Ouverte 2.0\" --out nos-facteurs",
    ),
    (
        "serve",
        "Recevoir les journées des agents, jusqu'à l'arrêt\u{a0}: le `serve` du collecteur",
        "La même commande qu'`empreinte-collector serve`, avec ses options. Son programme est lancé, à côté\n\
         de celui-ci ou dans le PATH\u{a0}; un programme construit avec `--features collector` l'a en lui.\n\
         \n\
         Exemples\u{a0}:\n  \
           empreinte serve --state ./collecte\n  \
           empreinte serve --help",
    ),
    (
        "collector",
        "Lancer toute commande du collecteur\u{a0}: jetons, export, sauvegarde, compteurs",
        "Les mêmes commandes et options qu'`empreinte-collector`. Son programme est lancé, à côté de\n\
         celui-ci ou dans le PATH\u{a0}; un programme construit avec `--features collector` l'a en lui.\n\
         \n\
         Exemples\u{a0}:\n  \
           empreinte collector token new --site Lyon\n  \
           empreinte collector export --estate parc --year 2026",
    ),
    (
        "completions",
        "Afficher les complétions pour un interpréteur de commandes",
        "Exemple, pour bash\u{a0}:\n  \
           empreinte completions bash > ~/.local/share/bash-completion/completions/empreinte",
    ),
    (
        "man",
        "Écrire les pages de manuel, une par commande",
        "Exemple\u{a0}:\n  \
           empreinte man --out ~/.local/share/man/man1",
    ),
    ("scenario help", "Afficher cette aide, ou celle d'une commande", ""),
    ("help", "Afficher cette aide, ou celle d'une commande", ""),
    ("factors configuration", "Chiffrer une machine d'après ses composants, avec des bornes", ""),
    (
        "factors cloud",
        "Chiffrer une instance louée dans le nuage comme part d'un hôte, avec des bornes",
        "",
    ),
    ("factors help", "Afficher cette aide, ou celle d'une commande", ""),
    ("plan help", "Afficher cette aide, ou celle d'une commande", ""),
];
