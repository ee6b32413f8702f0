//! Documents of agents, which have no headings: what is kept of them is read in `document`.

use super::{ExportSource, KnownBy, PLAIN, Traits};

pub(super) const SOURCE: ExportSource = ExportSource {
    code: "glpi-inventory",
    label: (
        "documents d'inventaire d'agents (GLPI, FusionInventory)",
        "inventory documents of agents (GLPI, FusionInventory)",
    ),
    traits: Traits { known_by: KnownBy::Content, ..Traits::AGENT },
    ..PLAIN
};
