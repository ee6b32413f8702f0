//! Cells of serial numbers and names that list several machines: `ABC1 / ABC2`, `PC-01 à PC-10`; and
//! words that say other units than the quantity does: `Lot de 10 écrans`, 1.

use super::Normaliser;
use super::cells::first_of;
use super::kind::{IsThere, OpenState, SaidBeside, UnitsBy, but_for_parts, says_units};
use super::vocabulary::Vocabulary;
use factor::TypeId;
use ground::lang::Text;
use ground::table::{Reject, Why, fold, masked};
use ground::text;
use ground::word::within_quotes;
use inventory::{Field, Role, Row, RowStanding, is_placeholder, is_serial};

/// The digits of an IMEI: a telephone has one for each of its lines.
const IMEI: usize = 15;

/// Whether a cell of a row says something: no word for nothing stands in it.
fn says(row: &Row<'_>, field: Field) -> bool {
    !is_placeholder(row.bytes(field).trim_ascii())
}

/// Whether a row tells of more machines than it counts: its words say more units (« Lot de 10 PC »),
/// or a cell of one machine lists several.
pub(crate) fn tells_more(row: &Row<'_>, units: Option<u16>, quantity: f64) -> bool {
    let more = |units: u16| f64::from(units) > quantity;
    let of_each =
        || [Field::Serial, Field::Name].into_iter().filter_map(|of| listed(row.bytes(of)));
    let fewer = units.is_some_and(more);
    (fewer && !says(row, Field::Serial))
        || (row.bytes(Field::Quantity).len() < 2
            && (of_each().any(more) || listed_tags(row.bytes(Field::AssetTag)).is_some_and(more)))
}

/// What the words of a row say besides, but for units where the row says no quantity and is of one
/// machine: then they are none, and what the number is stays open, unless a serial number says it.
pub(super) fn beside_at(row: &Row<'_>, beside: SaidBeside) -> SaidBeside {
    if beside.units.is_none() || !row.bytes(Field::Quantity).is_empty() {
        return beside;
    }
    if says(row, Field::Serial) {
        return SaidBeside { units: None, ..beside };
    }
    if is_of_one(row, beside.units_by) {
        return SaidBeside { units: None, more: true, ..beside };
    }
    beside
}

/// Whether a cell of a row says that it is of one machine, whose words say several by such words. Several
/// machines that the word of a type counts may have one inventory number, and a name: `Classe mobile`.
#[cold]
fn is_of_one(row: &Row<'_>, by: UnitsBy) -> bool {
    let told = |field| says(row, field) && !lists_several(row.bytes(field).trim_ascii());
    // Rows are numbered too.
    let id = row.bytes(Field::EquipmentId).trim_ascii();
    let is_number = id.len() < 5 && id.iter().all(u8::is_ascii_digit);
    let name = row.bytes(Field::Name).trim_ascii();
    let is_hostname = !name.contains(&b' ') && name.iter().any(u8::is_ascii_digit);
    told(Field::Uuid)
        || match by {
            UnitsBy::Type => told(Field::Name) && is_hostname,
            UnitsBy::Model | UnitsBy::Bare => {
                told(Field::AssetTag)
                    || told(Field::Name)
                    || told(Field::EquipmentId) && !is_number
                    || is_told_apart(row)
            }
        }
}

/// Whether a column that is no field of the file's tells its machines apart, and this one: its name, its
/// GUID, its address. It is looked into for what stands there alone, never for what it says.
fn is_told_apart(row: &Row<'_>) -> bool {
    const OF_EACH: [&str; 19] = [
        "nom",
        "name",
        "nom du poste",
        "nom de poste",
        "nom poste",
        "nom machine",
        "nom de la machine",
        "nom de machine",
        "nom pc",
        "nom du pc",
        "machine name",
        "computer name",
        "device name",
        "hostname",
        "host",
        "mac",
        "adresse mac",
        "mac address",
        "adresse ip",
    ];
    const NUMBERS: [&str; 6] = ["guid", "uuid", "imei", "serie", "serial", "sn"];
    let layout = &row.file.layout;
    let own = layout.roles.iter().zip(&layout.headers).enumerate();
    own.filter(|(_, (role, _))| matches!(role, Role::Ignored | Role::Personal | Role::Second(_)))
        .filter(|(at, _)| {
            row.record.get(*at).is_some_and(|cell| !is_placeholder(cell.trim_ascii()))
        })
        .any(|(_, (_, heading))| {
            let heading = fold(heading);
            let numbers = || heading.split(' ').any(|word| NUMBERS.contains(&word));
            OF_EACH.contains(&heading.as_str()) || numbers()
        })
}

/// Whether a cell beside the type and the model says that there is a machine.
fn is_borne_out(row: &Row<'_>) -> bool {
    const BY: [Field; 7] = [
        Field::Manufacturer,
        Field::Serial,
        Field::AssetTag,
        Field::Uuid,
        Field::Name,
        Field::EquipmentId,
        Field::AcquiredOn,
    ];
    BY.into_iter().any(|field| says(row, field))
}

/// Sets a row aside whose state says that a machine is still to be ordered, where nothing else says that
/// there is one: of a machine that is named, such a state is as one that cannot be read.
#[inline]
pub(super) fn perhaps_to_order(row: &Row<'_>, is_to_order: bool) -> Option<Box<Reject>> {
    if !is_to_order || says(row, Field::Model) || is_borne_out(row) {
        return None;
    }
    Some(Box::new(row.reject(Field::Status, still_to_order())))
}

/// Why a row is asked that says nothing of a machine but that it is to be ordered.
#[cold]
fn still_to_order() -> Why {
    Why::said(
        text!(
            "rien ne dit quel équipement c'est, sinon qu'il est à commander",
            "nothing says which equipment it is, but that it is to be ordered"
        ),
        text!(
            "retirez la ligne s'il n'est pas là ; sinon, écrivez son modèle ou son numéro, ou son état d'aujourd'hui",
            "remove the row if it is not there; else write its model or its number, or its state today"
        ),
    )
}

/// Why the words of a thing are said that leave its state open.
#[cold]
pub(super) fn open_in_words(cell: &str, words: &Vocabulary) -> Why {
    let said = OpenState::said_in(but_for_parts(first_of(cell), words), words);
    said.map_or(Why::UnknownStatus, |(said, open)| still_in_service(said, open))
}

/// Why words are said that leave a state open, by which the user can say it: until then, the machine is in
/// use.
#[cold]
pub(super) fn still_in_service(said: &str, open: OpenState) -> Why {
    let pasted = within_quotes(said);
    match open {
        OpenState::Ahead(state) => Why::said(
            text!(
                "« {said} » dit un état à venir : compté en service",
                "\"{said}\" says a state to come: counted as in service"
            ),
            text!(
                "s'il ne sert plus : `--state \"{pasted}={0}\"` ; s'il sert encore : `--state \"{pasted}=in_service\"`",
                "if it is no longer used: `--state \"{pasted}={0}\"`; if it still is: `--state \"{pasted}=in_service\"`",
                state.code()
            ),
        ),
        OpenState::Lent => Why::said(
            text!(
                "« {said} » dit un équipement prêté tour à tour : compté en service",
                "\"{said}\" says equipment that is lent in turn: counted as in service"
            ),
            text!(
                "s'il attend le plus souvent : `--state \"{pasted}=in_stock\"` ; s'il sert : `--state \"{pasted}=in_service\"`",
                "if it mostly waits: `--state \"{pasted}=in_stock\"`; if it is used: `--state \"{pasted}=in_service\"`"
            ),
        ),
    }
}

/// Why a cell is said that tells a state of some of the units of its row, where these cannot be told apart.
#[cold]
pub(super) fn of_some_units() -> Why {
    Why::said(
        text!(
            "dit l'état d'une partie des unités : toutes comptées en service",
            "says the state of some of the units: all counted as in service"
        ),
        text!(
            "donnez à ces unités leur ligne, avec leur nombre et leur état, et ôtez-les de celle-ci",
            "give these units a row of their own, with their number and their state, and take them off this one"
        ),
    )
}

/// Why a row is asked, whose words say in a cell that there is none.
pub(super) fn none_there(field: Field) -> Why {
    let reason = text!("les mots disent qu'il n'y en a pas", "the words say that there is none");
    Why::said(reason, if_there_is_one(field))
}

/// What to do where a row may have no machine, by the cell that leaves it open.
fn if_there_is_one(field: Field) -> Text {
    if field == Field::EquipmentType {
        return text!(
            "retirez la ligne s'il n'y a rien ; sinon, n'écrivez dans la cellule que le type",
            "remove the row if nothing is there; else write the type alone in the cell"
        );
    }
    text!(
        "retirez la ligne s'il n'y a rien ; sinon, écrivez le modèle, ou laissez sa cellule vide",
        "remove the row if nothing is there; else write the model, or leave its cell empty"
    )
}

/// Why a row is asked, whose words leave it open whether there is a machine: what they deny is asked
/// whatever else the row says; what they leave open, where nothing else of the row is of a machine.
#[cold]
fn why_not_there(row: &Row<'_>, there: IsThere, field: Field) -> Option<Why> {
    let is_borne_out = || is_borne_out(row);
    let reason = match there {
        IsThere::DeniedByType | IsThere::DeniedByModel => return Some(none_there(field)),
        IsThere::Doubted if field == Field::EquipmentType && !is_borne_out() => text!(
            "la cellule met le type en doute, et rien d'autre ne dit s'il y a un équipement",
            "the cell puts the type in doubt, and nothing else says whether there is equipment"
        ),
        IsThere::Doubted if !is_borne_out() => text!(
            "le modèle est à vérifier, et rien d'autre ne dit s'il y a un équipement",
            "the model is to be checked, and nothing else says whether there is equipment"
        ),
        // Where a cell alone stands for a machine, among several of its row.
        IsThere::Unnamed if !row.column_said().is_empty() && !is_borne_out() => text!(
            "ce mot ne nomme aucun modèle connu : dit-il qu'il y a un équipement ?",
            "this word names no model that is known: does it say that there is equipment?"
        ),
        IsThere::Surely | IsThere::Planned | IsThere::Doubted | IsThere::Unnamed => return None,
    };
    Some(Why::said(reason, if_there_is_one(field)))
}

impl Normaliser<'_> {
    /// Lets quantities through that may be of lots, for who reads offers: there a price is of a line.
    #[must_use]
    pub fn keeping_lots(mut self, keep: bool) -> Self {
        self.keep_lots = keep;
        self
    }

    /// Why a row is set aside before anything of it is read. What the user says of its word goes
    /// before what the word may be: a total, a plan.
    #[inline]
    pub(super) fn refuses(&self, row: &Row<'_>, standing: RowStanding) -> Option<Box<Reject>> {
        let reject = row.refused(standing)?;
        if self.is_told(row) { row.of_many_units() } else { Some(reject) }
    }

    #[cold]
    fn is_told(&self, row: &Row<'_>) -> bool {
        self.words.is_own_type(&row.text(Field::EquipmentType))
    }

    /// Sets the row aside where its words say a plan (`PC à prévoir`), or several units together of
    /// which its quantity cannot be the number: it may be one of lots. What the user says of the word
    /// goes before.
    #[inline]
    pub(super) fn asks(
        &self,
        row: &Row<'_>,
        beside: SaidBeside,
        quantity: f64,
        type_id: TypeId,
    ) -> Option<Box<Reject>> {
        if beside.there != IsThere::Surely && !self.is_told(row) {
            match beside.there {
                IsThere::Planned => return row.asked_as_a_plan(),
                there => {
                    let by_type = match there {
                        IsThere::DeniedByType => true,
                        IsThere::DeniedByModel => false,
                        _ => row.bytes(Field::Model).is_empty(),
                    };
                    let field = if by_type { Field::EquipmentType } else { Field::Model };
                    if let Some(why) = why_not_there(row, there, field) {
                        return Some(Box::new(row.reject(field, why)));
                    }
                }
            }
        }
        // Where a cell says how many, a number that nothing marks is of something else.
        if beside.units_by == UnitsBy::Bare {
            return None;
        }
        let units = f64::from(beside.units?);
        let whole = (quantity % units).abs() < f64::EPSILON;
        let open = !self.keep_lots && !whole && !says(row, Field::Serial);
        let why = open.then(|| self.lots_or_units(row, units, quantity, type_id)).flatten()?;
        Some(Box::new(row.reject(Field::Quantity, why)))
    }

    #[cold]
    fn lots_or_units(
        &self,
        row: &Row<'_>,
        units: f64,
        quantity: f64,
        type_id: TypeId,
    ) -> Option<Why> {
        let word = row.text(Field::EquipmentType);
        let in_word = says_units(&word, self.words);
        if in_word && self.is_told(row) {
            return None;
        }
        let (all, word) = (units * quantity, masked(word.trim()));
        let code = &self.set.equipment_type(type_id).code;
        let hint = if in_word {
            text!(
                "si {quantity} compte des unités : `--type \"{word}={code}\"` ; s'il compte des lots, écrivez {all} dans la quantité",
                "if {quantity} counts units: `--type \"{word}={code}\"`; if it counts lots, write {all} as the quantity"
            )
        } else {
            text!(
                "écrivez dans la quantité le nombre d'unités ({all} si elle compte des lots), ou ôtez-le du nom",
                "write the number of units as the quantity ({all} if it counts lots), or take it out of the name"
            )
        };
        let reason = text!(
            "la ligne en dit {units} ensemble, et {quantity} en quantité : des lots ou des unités ?",
            "the row says {units} together, and a quantity of {quantity}: lots or units?"
        );
        Some(Why::said(reason, hint))
    }
}

/// As [`listed`], of what an organisation numbers itself: `IT-2023/045` is one.
fn listed_tags(cell: &[u8]) -> Option<u16> {
    let apart = |at: usize| at.checked_sub(1).is_some_and(|before| cell[before] == b' ');
    let joined = |(at, byte): (usize, &u8)| *byte == b'/' && !apart(at);
    if cell.iter().enumerate().any(joined) { None } else { listed(cell) }
}

/// Whether a cell lists several machines.
fn lists_several(cell: &[u8]) -> bool {
    listed(cell).is_some()
}

/// The machines that a cell lists, two or more: its parts of one form, apart by a mark or by the words of a
/// range, whose ends count.
fn listed(cell: &[u8]) -> Option<u16> {
    const RANGES: [&str; 5] = [" à ", " to ", " bis ", " -> ", ".."];
    const MARKS: [char; 5] = ['/', ',', ';', '+', '\n'];
    let marked = |byte: &u8| matches!(byte, b' ' | b'/' | b',' | b';' | b'+' | b'\n' | b'.');
    if !cell.iter().any(marked) {
        return None;
    }
    let text = std::str::from_utf8(cell).ok()?;
    let mut within = None;
    let parts: Vec<&str> = if text.contains(MARKS) {
        text.split(MARKS).map(str::trim).collect()
    } else {
        let (first, last) = RANGES.into_iter().find_map(|range| text.split_once(range))?;
        within = units_within(first.trim(), last.trim());
        vec![first.trim(), last.trim()]
    };
    let (first, others) = parts.split_first().filter(|(_, others)| !others.is_empty())?;
    let digits = |part: &str| part.bytes().rev().take_while(u8::is_ascii_digit).count();
    let whole = |part: &&str| {
        part.len() == first.len() && !part.contains(' ') && is_serial(part.as_bytes())
    };
    // `PC-11/12/13`: the ends alone.
    let ends = |part: &&str| digits(part) == part.len() && digits(first) == part.len();
    let is_list = is_serial(first.as_bytes())
        && !first.contains(' ')
        && first.bytes().any(|byte| byte.is_ascii_digit())
        && digits(first) < IMEI
        // `2024/2025` are years.
        && (first.len() > digits(first) || first.len() > 4)
        && (others.iter().all(whole) || first.len() > digits(first) && others.iter().all(ends));
    within.or_else(|| u16::try_from(parts.len()).ok()).filter(|_| is_list)
}

/// The units from one number up to another, both counted: `PC01`, `PC12`, or `12`.
fn units_within(first: &str, last: &str) -> Option<u16> {
    let number = |text: &str| {
        let figures = text.bytes().rev().take_while(u8::is_ascii_digit).count();
        text[text.len() - figures..].parse::<u32>().ok()
    };
    let between = number(last)?.checked_sub(number(first)?)?;
    u16::try_from(between.saturating_add(1)).ok().filter(|units| *units > 1)
}

#[cfg(test)]
mod tests {
    use super::{listed, listed_tags, lists_several};

    #[test]
    fn a_list_of_serial_numbers_or_names_is_of_several_machines() {
        for cell in [
            "ABC1 / ABC2 / ABC3",
            "XYZ1, XYZ2",
            "QWE1 à QWE9",
            "PC-01 à PC-10",
            "PC-11/12/13",
            "SRV1+SRV2",
            "PC-011 / PC-012",
            "ECR-1..8",
            "5CG1234ABC\n5CG1234ABD",
        ] {
            assert!(lists_several(cell.as_bytes()), "`{cell}`");
        }
        for cell in [
            "",
            "ABC1",
            "MXL1234/001",
            "S/N CZC1234567",
            "PC de Marie",
            "Salle 12 / Salle 14",
            "352066060926230 / 352066060926248",
            "CN-0XY123",
            "srv1, prod",
            "srv1.mairie.local",
            "10.0.0.12",
            "2024/2025",
            "2024 - 2025",
            "A/B",
        ] {
            assert!(!lists_several(cell.as_bytes()), "`{cell}`");
        }
        // What lies between counts.
        for (cell, units) in [("PC01 à PC12", 12), ("PC-01 à PC-10", 10), ("ABC1 / ABC5", 2)] {
            assert_eq!(listed(cell.as_bytes()), Some(units), "`{cell}`");
        }
        for (tag, several) in [
            ("PC-011 / PC-012", true),
            ("PC-001 à PC-010", true),
            ("IT-2023/045", false),
            ("12345/67890", false),
        ] {
            assert_eq!(listed_tags(tag.as_bytes()).is_some(), several, "`{tag}`");
        }
    }
}
