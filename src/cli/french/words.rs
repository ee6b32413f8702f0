//! The French of the help. `\u{a0}` is the no-break space before `:` and `;` and inside quotes.

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
         pourquoi, et affiche un résumé. Avec `--out`, écrit le dossier de résultats\u{a0}: footprint.csv,\n\
         les impacts par équipement, rejects.csv, conflicts.csv, unmatched.csv et run.json\u{a0};\n\
         allocation.csv et services.csv quand le parc a des machines virtuelles ou des services.\n\
         \n\
         Exemples\u{a0}:\n  \
           empreinte assess glpi.csv --year 2025\n  \
           empreinte assess inventories/mairie-exemple --by site --out resultats\n  \
           empreinte assess parc.csv --format json | jq .totals",
    ),
    (
        "report",
        "Écrire le rapport de l'année\u{a0}: une page web avec graphiques, chiffres, hypothèses et sources",
        "La page est un seul fichier, qui s'ouvre dans tout navigateur, sans réseau. Elle est en français\n\
         ou en anglais (`--lang`).\n\
         \n\
         Exemples\u{a0}:\n  \
           empreinte report inventories/mairie-exemple\n  \
           empreinte report glpi.csv --year 2025 --out rapport.html",
    ),
    (
        "explain",
        "Expliquer un équipement ou un indicateur\u{a0}: ce qui a été lu, la formule avec ses nombres, la source",
        "Un indicateur du catalogue s'explique aussi sans parc\u{a0}: sa définition, sa formule, ses sources.\n\
         Avec un parc, sa valeur avec ses nombres et les lignes sur lesquelles elle repose.\n\
         \n\
         Exemples\u{a0}:\n  \
           empreinte explain 1119 inventories/mairie-exemple\n  \
           empreinte explain weee_weight inventories/mairie-exemple\n  \
           empreinte explain lifetime_rmst\n  \
           empreinte explain LUM-001 inventories/pme-exemple --lang en",
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
           empreinte compare-methods parc.csv --year 2025 --with-factors emission-factors/pcf-2026.11",
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
        "Lit les exports de GLPI, Snipe-IT, Intune, OCS, ServiceNow, Lansweeper, Fleet, Ralph, Jamf,\n\
         EcoDiag, G4IT et NumEcoEval, les documents JSON et XML d'agents (un seul ou un dossier), les\n\
         feuilles XLSX et ODS et les tableaux simples\u{a0}; chacun est reconnu à ses titres ou à son contenu.\n\
         \n\
         Écrit inventory.csv (colonnes canoniques, sans données personnelles), rejects.csv (lignes\n\
         écartées, avec fichier, ligne, colonne, valeur, raison et conseil), conflicts.csv (ce que\n\
         plusieurs fichiers disent différemment d'un équipement) et run.json (comptes et empreintes\n\
         SHA-256 des fichiers lus).\n\
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
         \n\
         Exemple\u{a0}:\n  \
           empreinte export glpi.csv --to g4it --out pour-g4it",
    ),
    (
        "factors",
        "Lister, montrer, comparer, vérifier et signer les facteurs d'émission",
        "Exemples\u{a0}:\n  \
           empreinte factors list laptop\n  \
           empreinte factors show equipment.laptop.manufacturing.gwp\n  \
           empreinte factors diff core-2026.11 my-factors --estate inventories/mairie-exemple\n  \
           empreinte factors match Dell \"Latitude 5420\" --factors pcf-2026.11\n  \
           empreinte factors check emission-factors/core-2026.11",
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
        "completions",
        "Afficher les complétions pour un interpréteur de commandes",
        "Exemple, pour bash\u{a0}:\n  \
           empreinte completions bash > ~/.local/share/bash-completion/completions/empreinte",
    ),
    ("help", "Afficher cette aide, ou celle d'une commande", ""),
    ("factors configuration", "Chiffrer une machine d'après ses composants, avec des bornes", ""),
    (
        "factors cloud",
        "Chiffrer une instance louée dans le nuage comme part d'un hôte, avec des bornes",
        "",
    ),
    ("factors help", "Afficher cette aide, ou celle d'une commande", ""),
];

/// Path of a command (`*`: of any), identifier of an argument, name of its value, help.
pub(super) const ARGUMENTS: &[(&str, &str, &str, &str)] = &[
    ("*", "help", "", "Afficher l'aide\u{a0}: --help en entier, -h en bref"),
    ("*", "version", "", "Afficher la version"),
    (
        "*",
        "lang",
        "LANGUE",
        "Langue de la sortie\u{a0}; à défaut EMPREINTE_LANG, puis la langue du système",
    ),
    ("*", "paths", "CHEMIN", "Dossier du parc, ou fichiers d'inventaire"),
    ("*", "year", "ANNÉE", "Année à évaluer [par défaut\u{a0}: celle du dernier inventaire]"),
    (
        "*",
        "as_of",
        "DATE",
        "Date à laquelle les âges sont pris [par défaut\u{a0}: le dernier jour de l'année]",
    ),
    (
        "*",
        "method",
        "NOM",
        "Méthode\u{a0}: rcp-si, ghg-protocol, numecoeval, ecodiag-flow ou ecodiag-stock",
    ),
    (
        "*",
        "factors",
        "DOSSIER",
        "Dossier d'un jeu de facteurs, ou nom d'un jeu du programme [par défaut\u{a0}: core-2026.11]\u{a0}; \
         répété, chacun se pose sur le précédent",
    ),
    ("*", "unsigned_factors", "", "Accepter un jeu de facteurs sans manifeste"),
    (
        "*",
        "criteria",
        "CODES",
        "Critères à calculer, séparés par des virgules [par défaut\u{a0}: ceux que le jeu calcule d'office]",
    ),
    ("*", "encoding", "NOM", "Encodage des inventaires, quand il n'est pas reconnu"),
    (
        "*",
        "date_order",
        "ORDRE",
        "Ce qui vient d'abord dans une date comme 04/01/2023, quand aucune date du fichier ne le dit\u{a0}: dmy (jour) ou mdy (mois)",
    ),
    ("*", "threads", "N", "Fils d'exécution [par défaut\u{a0}: autant que la machine en a]"),
    (
        "*",
        "planetary",
        "",
        "Montrer quelle part du budget planétaire de son effectif est l'empreinte",
    ),
    ("*", "strict", "", "Finir avec le code 3 s'il manque quoi que ce soit dans le total"),
    ("*", "csv_dialect", "DIALECTE", "Écriture des résultats CSV"),
    (
        "assess",
        "by",
        "AXE",
        "Détailler l'empreinte par type, site, entité, pays, étape, état, année d'achat ou scope",
    ),
    ("assess", "out", "DOSSIER", "Écrire le dossier de résultats à cet endroit"),
    (
        "assess",
        "format",
        "FORMAT",
        "Ce qui va sur la sortie standard\u{a0}; avec --out, csv écrit aussi impacts.csv au lieu du Parquet",
    ),
    ("export", "to", "FORMAT", "Format à écrire"),
    ("export", "out", "DOSSIER", "Écrire les fichiers à cet endroit"),
    (
        "export",
        "strict",
        "",
        "Finir avec le code 3 si des lignes sont écartées ou n'ont pas de place dans le format",
    ),
    ("report", "out", "FICHIER", "Page à écrire [par défaut\u{a0}: rapport-NOM-ANNÉE.html, ici]"),
    (
        "explain",
        "id",
        "ÉQUIPEMENT_OU_INDICATEUR",
        "Identifiant de l'équipement, tel que l'écrivent `impacts.parquet` et l'inventaire, ou d'un indicateur",
    ),
    (
        "compare-methods",
        "methods",
        "NOMS",
        "Méthodes à comparer à celle de `--method`, séparées par des virgules [par défaut\u{a0}: toutes]",
    ),
    (
        "compare-methods",
        "with_factors",
        "DOSSIER",
        "Un second jeu de facteurs\u{a0}: ce qu'il change, par type",
    ),
    ("compare-methods", "format", "FORMAT", "Ce qui va sur la sortie standard"),
    (
        "allocate",
        "by",
        "NIVEAU",
        "Montrer par application, domaine, sous-domaine, entité, environnement, grappe, vm ou serveur",
    ),
    ("allocate", "out", "DOSSIER", "Écrire allocation.csv, rejects.csv et run.json à cet endroit"),
    ("allocate", "shape", "FORMAT", "Ce qui va sur la sortie standard"),
    (
        "import",
        "previous",
        "FICHIER",
        "Un inventaire antérieur\u{a0}: ce qu'il a et que celui-ci n'a pas va dans disappeared.csv [par défaut\u{a0}: l'année d'avant, dans un dossier de parc]",
    ),
    (
        "import",
        "user_key",
        "FICHIER",
        "Fichier de la clé des pseudonymes des utilisateurs [par défaut\u{a0}: EMPREINTE_KEY, sinon oui ou non]",
    ),
    (
        "import",
        "out",
        "DOSSIER",
        "Écrire les résultats à cet endroit\u{a0}; avec `--propose-map`, la correspondance",
    ),
    (
        "import",
        "explain",
        "",
        "Dire seulement ce qu'est chaque fichier, et ce que devient chacune de ses colonnes",
    ),
    (
        "import",
        "propose_map",
        "",
        "Proposer une correspondance de colonnes pour un tableau d'aucune source connue",
    ),
    ("import", "map", "FICHIER", "Lire les fichiers par cette correspondance de colonnes"),
    ("import", "explain_format", "FORMAT", "Forme de ce que dit `--explain`"),
    ("indicators", "core", "", "Seulement les seize indicateurs d'une petite organisation"),
    ("indicators", "family", "FAMILLE", "Seulement ces familles, séparées par des virgules"),
    (
        "indicators",
        "years",
        "ANNÉES",
        "Ces années, séparées par des virgules, ou all\u{a0}: toutes celles qui ont un inventaire",
    ),
    (
        "indicators",
        "earlier",
        "DOSSIER",
        "Dossier de résultats d'un passage antérieur, dont les années sans inventaire ici sont mises à côté",
    ),
    (
        "indicators",
        "out",
        "DOSSIER",
        "Écrire indicators.csv, ses groupes et run.json à cet endroit",
    ),
    ("indicators", "format", "FORMAT", "Ce qui va sur la sortie standard"),
    ("indicators missing", "core", "", "Seulement les seize indicateurs d'une petite organisation"),
    ("indicators missing", "format", "FORMAT", "Ce qui va sur la sortie standard"),
    ("import", "strict", "", "Finir avec le code 3 si des lignes ont été écartées"),
    ("*", "estate", "PARC", "Dossier du parc"),
    (
        "*",
        "only_year",
        "ANNÉE",
        "Seulement ce qui est arrivé cette année-là [par défaut\u{a0}: toutes]",
    ),
    ("*", "shape", "FORMAT", "Ce qui va sur la sortie standard"),
    (
        "movements check",
        "as_of",
        "DATE",
        "Date après laquelle rien n'a pu arriver [par défaut\u{a0}: le dernier jour de l'année du dernier inventaire]",
    ),
    ("movements check", "strict", "", "Finir avec le code 3 si quoi que ce soit est trouvé"),
    (
        "movements infer",
        "from",
        "ANNÉE",
        "Année du premier inventaire [par défaut\u{a0}: l'avant-dernier]",
    ),
    ("movements infer", "to", "ANNÉE", "Année du second inventaire [par défaut\u{a0}: le dernier]"),
    ("movements infer", "out", "FICHIER", "Écrire les lignes dans ce fichier"),
    (
        "movements list",
        "kind",
        "MOUVEMENT",
        "Seulement les mouvements de cette sorte\u{a0}: achat, réparation, don…",
    ),
    ("movements show", "unit", "IDENTIFIANT", "Identifiant de l'équipement ou du lot"),
    (
        "movements reconcile",
        "register",
        "REGISTRE",
        "Registre sortant exporté de Trackdéchets, en CSV",
    ),
    (
        "movements reconcile",
        "out",
        "FICHIER",
        "Écrire dans ce fichier les traitements que le registre dit et que les mouvements n'ont pas",
    ),
    (
        "movements reconcile",
        "strict",
        "",
        "Finir avec le code 3 si un côté n'a pas ce que l'autre a",
    ),
    (
        "movements register",
        "register_year",
        "ANNÉE",
        "Année du registre [par défaut\u{a0}: celle du dernier inventaire]",
    ),
    (
        "movements register",
        "strict",
        "",
        "Finir avec le code 3 s'il manque quoi que ce soit à une ligne",
    ),
    (
        "factors list",
        "word",
        "MOT",
        "Seulement les facteurs dont l'identifiant ou l'objet contient ce mot",
    ),
    ("factors show", "id", "ID", "Identifiant du facteur"),
    (
        "factors match",
        "manufacturer",
        "FABRICANT",
        "Le fabricant, comme l'inventaire l'écrit\u{a0}; peut être vide",
    ),
    ("factors match", "model", "MODÈLE", "Le modèle, comme l'inventaire l'écrit"),
    (
        "factors match",
        "equipment_type",
        "CODE",
        "Le type de l'équipement, un code de types.csv\u{a0}: une correspondance est de même nature",
    ),
    ("factors check", "folder", "DOSSIER", "Dossier du jeu"),
    (
        "factors check",
        "strict",
        "",
        "Finir avec le code 3 si le jeu doit quelque chose à son lecteur",
    ),
    ("factors sign", "folder", "DOSSIER", "Dossier du jeu"),
    (
        "factors diff",
        "before",
        "A",
        "Le premier jeu\u{a0}: un dossier, ou le nom d'un jeu du programme",
    ),
    ("factors diff", "after", "B", "Le second jeu, comparé au premier"),
    (
        "factors diff",
        "estate",
        "CHEMIN",
        "Dire aussi ce que cela change pour ce parc\u{a0}: dossier ou inventaire",
    ),
    ("factors diff", "format", "FORMAT", "Ce qui va sur la sortie standard"),
    ("factors configuration", "cpu", "NOM", "Processeur, comme la machine le nomme"),
    ("factors configuration", "cpu_count", "N", "Nombre de processeurs"),
    ("factors configuration", "cores", "N", "Cœurs d'un processeur"),
    ("factors configuration", "ram_gb", "GO", "Mémoire\u{a0}: 256, ou 8x32"),
    ("factors configuration", "ssd_gb", "GO", "Disques SSD\u{a0}: 960, ou 2x480"),
    ("factors configuration", "hdd_gb", "GO", "Disques durs\u{a0}: 8000, ou 4x2000"),
    ("factors configuration", "gpu_count", "N", "Cartes graphiques"),
    (
        "factors configuration",
        "kind",
        "TYPE",
        "Ce que c'est\u{a0}: server, storage, workstation ou desktop",
    ),
    ("factors configuration", "form", "FORME", "Son boîtier\u{a0}: rack, blade ou tower"),
    (
        "factors configuration",
        "load",
        "POURCENT",
        "Charge, en pour cent [par défaut\u{a0}: 50, entre 10 et 90]",
    ),
    (
        "factors cloud",
        "provider",
        "FOURNISSEUR",
        "Fournisseur\u{a0}: aws, azure, gcp, ovhcloud ou scaleway",
    ),
    ("factors cloud", "instance", "INSTANCE", "Instance, comme le fournisseur la nomme"),
    ("factors cloud", "region", "RÉGION", "Région, comme le fournisseur la nomme"),
    ("factors cloud", "hours", "HEURES", "Heures louées dans l'année"),
    ("completions", "shell", "INTERPRÉTEUR", "Interpréteur de commandes"),
];

/// Identifier of an argument, value it takes, what the value means.
pub(super) const VALUES: &[(&str, &str, &str)] = &[
    ("format", "table", "un texte à lire"),
    ("format", "json", "un document JSON (run.json, pour assess)"),
    ("format", "csv", "un tableau CSV (footprint.csv, pour assess)"),
    ("explain_format", "table", "à lire"),
    ("explain_format", "json", "pour les machines"),
    ("shape", "table", "un résumé à lire"),
    ("shape", "json", "la répartition de run.json, avec ses lignes"),
    ("shape", "csv", "allocation.csv"),
    ("to", "g4it", "les fichiers de G4IT et NumEcoEval"),
    ("to", "ecodiag", "le fichier d'EcoDiag"),
    ("to", "pcr-si", "la demande JSON des règles de produit des systèmes d'information"),
    ("csv_dialect", "standard", "virgules et points décimaux"),
    (
        "csv_dialect",
        "fr",
        "points-virgules, virgules décimales et marque d'ordre des octets, pour un Excel français",
    ),
];
