//! An invented estate: an inventory, and a ledger in the order of its days.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

const TYPES: [&str; 6] = ["laptop", "desktop", "monitor", "smartphone", "printer", "tablet"];
const MAKERS: [&str; 5] = ["HP", "Dell", "Lenovo", "Apple", "Samsung"];
const MODES: [&str; 4] = ["new", "new", "refurbished", "leased"];
/// 1 January 2015 and 31 December 2025, in days from 1970.
const FIRST: u64 = 16_436;
const LAST: u64 = 20_453;

/// Always the same numbers.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % n
    }
}

/// A movement to write: its day, its unit, what happens.
type Event = (u32, u32, u8);

/// Writes the estate where it is not there yet, and gives its number of movements: `units` in the
/// inventory, a fifth as many that are gone, and five movements a unit.
pub(crate) fn estate(folder: &Path, units: u32) -> usize {
    let counted = folder.join("count.txt");
    if let Ok(count) = std::fs::read_to_string(&counted) {
        return count.trim().parse().unwrap();
    }
    std::fs::create_dir_all(folder.join("inventories")).unwrap();
    std::fs::write(folder.join("estate.toml"), "[headcount]\n2025 = 200000\n").unwrap();
    let create =
        |name: &str| BufWriter::with_capacity(1 << 20, File::create(folder.join(name)).unwrap());
    let mut inventory = create("inventories/2025.csv");
    let mut dice = Dice(7);
    let mut events: Vec<Event> = Vec::new();
    writeln!(inventory, "equipment_id,equipment_type,manufacturer,status,acquired_on,acquisition_mode,site,user_key,price_eur").unwrap();
    for unit in 0..units + units / 5 {
        let gone = unit >= units;
        let bought = FIRST + dice.below(if gone { 2000 } else { LAST - FIRST });
        let at = |day: u64| u32::try_from(day.min(LAST)).unwrap();
        let mut add = |day: u64, kind: u8| events.push((at(day), unit, kind));
        add(bought, 0);
        add(bought + 5, 1);
        if gone {
            let left = bought + 900 + dice.below(1100);
            add(left, 2);
            let exit = 3 + u8::try_from(dice.below(3)).unwrap();
            events.push((at(left + 60), unit, exit));
            continue;
        }
        let back = bought + 200 + dice.below(1000);
        for (kind, day) in [(6, back), (7, back + 3)] {
            events.push((at(day), unit, kind));
        }
        if dice.below(5) == 0 {
            events.push((at(back + 30), unit, 8));
        }
        writeln!(
            inventory,
            "U{unit},{},{},in_service,{},{},Site {},u{},{}",
            TYPES[unit as usize % 6],
            MAKERS[unit as usize % 5],
            date(at(bought)),
            MODES[unit as usize % 4],
            unit % 300,
            unit / 3,
            300 + unit % 900
        )
        .unwrap();
    }
    events.sort_unstable();
    let mut ledger = create("movements.csv");
    writeln!(ledger, "date,kind,unit_id,equipment_type,reason,beneficiary_id,channel,weight_kg,user_key,internal,success,price_eur").unwrap();
    for (day, unit, kind) in &events {
        let kind = match kind {
            0 => "purchase,U{},T,,,,,,,,500",
            1 => "assign,U{},T,,,,,u{},,,",
            2 => "decommission,U{},T,age,,,,,,,",
            3 => "donate,U{},T,,asso {},,,,,,",
            4 => "sell,U{},T,,,,,,,,",
            5 => "weee_handover,U{},T,,,eco_organisme,2.1,,,,",
            6 => "return,U{},T,,,,,u{},,,",
            7 => "reassign,U{},T,,,,,u{},,,",
            _ => "repair,U{},T,,,,,,yes,yes,",
        };
        let row = kind
            .replace("U{}", &format!("U{unit}"))
            .replace(",T,", &format!(",{},", TYPES[*unit as usize % 6]))
            .replace("u{}", &format!("u{}", unit / 3))
            .replace("asso {}", &format!("asso {}", unit % 50));
        writeln!(ledger, "{},{row}", date(*day)).unwrap();
    }
    inventory.flush().unwrap();
    ledger.flush().unwrap();
    std::fs::write(counted, events.len().to_string()).unwrap();
    events.len()
}

/// A day as files write it.
fn date(day: u32) -> String {
    empreinte::table::Day(i32::try_from(day).unwrap()).to_string()
}
