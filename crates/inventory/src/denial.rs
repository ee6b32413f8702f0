//! Words that deny what is named behind them, folded.

/// Words that deny whatever stands behind them: `aucun écran`.
pub const DENY: [&str; 12] = [
    "aucun", "aucune", "kein", "keine", "keinen", "ningun", "ninguna", "nessun", "nessuna", "geen",
    "nenhum", "nenhuma",
];

/// Words for what is missing of a thing, or the thing itself: `PC sans écran`, `sans écran`.
pub const WITHOUT: [&str; 7] = ["sans", "without", "ohne", "sin", "senza", "sem", "zonder"];
