//! The fields whose things are taken for each other.

use super::outside::{Outside, Thing, Types};
use super::phrase::descends;
use factor::{TypeId, TypeKind};

/// A field whose things are taken for each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trade {
    Computing,
    Network,
    Printing,
    /// Screens to look at and to write on.
    Display,
    /// Its own, and no other's.
    Apart,
}

/// The types that one computer or phone is taken for another of, with the sorts of each.
const COMPUTING: [&str; 10] = [
    "e_reader",
    "laptop",
    "desktop",
    "tablet",
    "smartphone",
    "feature_phone",
    "ip_phone",
    "server",
    "storage_array",
    "storage_disk_enclosure",
];

/// The types that one screen is taken for another of.
pub(super) const DISPLAYS: [&str; 3] = ["monitor", "interactive_display", "tv"];

impl Trade {
    /// That of a type.
    pub(super) fn of(id: TypeId, types: &Types) -> Self {
        let sort_of = |code: &str| {
            types.named(code).is_some_and(|other| descends(Thing::Type(id), other, types))
        };
        match (types.kind(id), types.code(id)) {
            (Some(TypeKind::Network), _) => Self::Network,
            (Some(TypeKind::Printing), _) => Self::Printing,
            // What holds blades is taken for a server.
            (_, "chassis_rack") => Self::Computing,
            _ if COMPUTING.into_iter().any(sort_of) => Self::Computing,
            _ if DISPLAYS.into_iter().any(sort_of) => Self::Display,
            _ => Self::Apart,
        }
    }
}

impl Types {
    pub(super) fn trade(&self, kind: Thing) -> Trade {
        match kind {
            Thing::Type(id) | Thing::Outside(Outside::Type(id)) => self.trade_of(id),
            Thing::Outside(_) => Trade::Apart,
        }
    }

    /// Whether one is taken for the other: both are computers, of networks, print or show.
    pub(super) fn same_trade(&self, one: Thing, other: Thing) -> bool {
        self.trade(one) == self.trade(other) && self.trade(one) != Trade::Apart
    }
}

#[cfg(test)]
mod tests {
    use crate::kind::tests::{check, word};

    #[test]
    fn what_comes_with_a_thing_in_brackets_is_not_the_thing() {
        check(["PC (avec licence Office)", "Dell", "OptiPlex 3080", ""], "desktop");
        check(["PC (licence)", "Dell", "OptiPlex 3080", ""], "desktop");
        check(["PC (souris clavier)", "Dell", "OptiPlex 3080", ""], "desktop");
        check(["PC (vidéoprojecteur)", "Dell", "OptiPlex 3080", ""], "desktop");
        check(["PC (écran 24 pouces)", "Lenovo", "ThinkCentre M70q", ""], "desktop_mini");
        check(["Serveur (licence Windows incluse)", "HPE", "ProLiant DL360 Gen10", ""], "server");
        check(["Imprimante (toner noir)", "Brother", "HL-L5200", ""], "printer_laser");
        check(["Écran (câble HDMI)", "Iiyama", "XUB2492", ""], "monitor");
        // A sort of it, and another world's, are.
        word("PC (portable)", "laptop");
        word("Matériel (licence)", "software");
        word("PC (machine virtuelle)", "virtual_machine");
    }
}
