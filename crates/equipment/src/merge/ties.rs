//! What ties a row to the rows of other files.

use crate::identity::{letters, uuid};
use crate::{Equipment, maker_name};
use factor::{FactorSet, TypeId, TypeKind};
use ground::table::fold;
use inventory::{Field, IdScope, Row, is_tag};
use std::hash::BuildHasher;

const SEED: u64 = 0x7469_6573;

/// The keys of a row, strongest first: identifier, serial number, UUID, maker and asset tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ties {
    /// The keys; `None` where the row has no such thing, or only a placeholder.
    pub keys: [Option<u64>; Ties::KINDS],
    /// What kind of machine it may be, as bits of [`class_of`].
    pub class: u8,
    /// Whether its type is known.
    pub typed: bool,
}

impl Ties {
    /// How many kinds of keys there are.
    pub const KINDS: usize = 4;

    /// The keys of a row and what it became; `None` where it has no key.
    ///
    /// A lot of several units is one thing by its identifier alone.
    pub fn of(row: &Row<'_>, equipment: Option<&Equipment>, set: &FactorSet) -> Option<Self> {
        let hasher = foldhash::quality::FixedState::with_seed(SEED);
        // Other tools number their rows from 1: their numbers tie nothing.
        let named = row.file.layout.traits.ids == IdScope::Everywhere;
        let own = if named { row.bytes(Field::EquipmentId) } else { b"" };
        let mut keys = [None; Self::KINDS];
        keys[0] = (!own.is_empty()).then(|| hasher.hash_one(("id", own)));
        if equipment.is_none_or(|equipment| (equipment.quantity - 1.0).abs() < f64::EPSILON) {
            let serial = row.bytes(Field::Serial);
            keys[1] = row
                .file
                .layout
                .tells_by_serial(serial)
                .then(|| hasher.hash_one(("serial", letters(serial))));
            keys[2] = uuid(row).map(|uuid| hasher.hash_one(("uuid", uuid)));
            let tag = row.bytes(Field::AssetTag);
            keys[3] = is_tag(tag).then(|| {
                let maker = fold(maker_name(&row.text(Field::Manufacturer)));
                hasher.hash_one(("tag", maker, letters(tag)))
            });
        }
        let class = equipment.map_or(ANY, |equipment| class_of(equipment.type_id, set));
        let has = keys.iter().any(Option::is_some);
        has.then_some(Self { keys, class, typed: equipment.is_some() })
    }
}

/// Any kind of machine.
const ANY: u8 = 0xFF;

/// What kind of machine a type is, as bits: two rows of one machine have one in common.
///
/// One source may call a convertible a tablet and another a laptop; none calls a screen a printer.
pub fn class_of(type_id: TypeId, set: &FactorSet) -> u8 {
    const COMPUTER: u8 = 1;
    const MOBILE: u8 = 2;
    const SCREEN: u8 = 4;
    const PRINTER: u8 = 8;
    const NETWORK: u8 = 16;
    const OTHER: u8 = 32;
    let kind = set.equipment_type(set.root(type_id));
    match kind.code.as_str() {
        "laptop" | "desktop" | "server" => COMPUTER,
        "tablet" => COMPUTER | MOBILE,
        "smartphone" | "feature_phone" | "ip_phone" => MOBILE,
        "monitor" | "tv" | "interactive_display" | "projector" => SCREEN,
        _ => match kind.kind {
            TypeKind::Printing => PRINTER,
            TypeKind::Network => NETWORK,
            TypeKind::Datacentre => COMPUTER | OTHER,
            _ => OTHER,
        },
    }
}
