//! Documents of agents, which have no headings: what is kept of them is read in `document`.

use super::{KnownBy, PLAIN, Source, Traits};

pub(super) const SOURCE: Source = Source {
    code: "glpi-inventory",
    label: (
        "documents d'inventaire d'agents (GLPI, FusionInventory)",
        "inventory documents of agents (GLPI, FusionInventory)",
    ),
    traits: Traits { known_by: KnownBy::Content, ..Traits::AGENT },
    ..PLAIN
};
