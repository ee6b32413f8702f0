//! The French of the values that arguments take.

/// Identifier of an argument, value it takes, what the value means.
pub(super) const VALUES: &[(&str, &str, &str)] = &[
    ("format", "table", "un texte à lire"),
    ("format", "json", "un document JSON"),
    ("format", "csv", "un tableau CSV"),
    ("format", "svg", "un graphique en cascade"),
    ("report", "plan", "le plan entier"),
    ("report", "reen", "les trois parties du rapport REEN"),
    ("format", "xlsx", "un classeur\u{a0}: valeurs, ce qui manque, définitions, avec graphiques"),
    ("format", "md", "les mêmes feuilles en Markdown, pour un wiki"),
    ("format", "html", "une page web"),
    (
        "format",
        "pdf",
        "un PDF balisé, qui porte run.json, footprint.csv et indicators.csv (PDF/UA-1 et PDF/A-3)",
    ),
    ("explain_format", "table", "à lire"),
    ("explain_format", "json", "pour les machines"),
    ("shape", "table", "un résumé à lire"),
    ("shape", "json", "la répartition de run.json, avec ses lignes"),
    ("shape", "csv", "allocation.csv"),
    ("from", "g4it", "les tables de référence de G4IT ou `NumEcoEval`"),
    (
        "from",
        "boavizta",
        "des fiches produit, ou des impacts par appareil, comme les écrit Boavizta",
    ),
    ("from", "base-empreinte", "Base Carbone, Base Empreinte ou Base IMPACTS"),
    ("to", "g4it", "les fichiers de G4IT et NumEcoEval"),
    ("to", "ecodiag", "le fichier d'EcoDiag"),
    ("to", "pcr-si", "la demande JSON des règles de produit des systèmes d'information"),
    ("to", "esrs", "normes européennes, la part informatique, en CSV"),
    ("to", "vsme", "la norme volontaire, la part informatique, en CSV"),
    ("to", "beges", "les lignes du bilan réglementaire français, en CSV"),
    ("to", "purchases", "la déclaration des achats publics, en CSV"),
    ("csv_dialect", "standard", "virgules et points décimaux"),
    (
        "csv_dialect",
        "fr",
        "points-virgules, virgules décimales et marque d'ordre des octets, pour un Excel français",
    ),
];
