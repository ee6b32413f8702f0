//! Words that deny what is named behind them, folded.

/// Words that deny whatever stands behind them: `aucun écran`.
pub const DENY: [&str; 12] = [
    "aucun", "aucune", "kein", "keine", "keinen", "ningun", "ninguna", "nessun", "nessuna", "geen",
    "nenhum", "nenhuma",
];

/// Words for what is missing of a thing, or the thing itself: `PC sans écran`, `sans écran`.
pub const WITHOUT: [&str; 7] = ["sans", "without", "ohne", "sin", "senza", "sem", "zonder"];

/// Words that say alone that there is nothing, or behind the thing that there is none of: `Écran non fourni`.
pub const NOTHING: [&str; 24] = [
    "neant",
    "non",
    "rien",
    "non fourni",
    "non fournie",
    "pas fourni",
    "pas fournie",
    "non equipe",
    "non equipee",
    "pas equipe",
    "pas encore",
    "sans objet",
    "not provided",
    "not supplied",
    "none",
    "nothing",
    "keiner",
    "keines",
    "nichts",
    "ninguno",
    "nada",
    "nessuno",
    "niente",
    "niets",
];
