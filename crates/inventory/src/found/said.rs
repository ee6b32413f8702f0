//! What is said of columns of prices and sizes, of headings that became rows, and of names that say a state.

use super::{Found, ValuesTell};
use crate::Field;
use ground::fault::clip;
use ground::lang::Text;
use ground::table::masked;
use ground::text;
use ground::word::{of_toml, within_quotes};

impl Found {
    /// What is said of memory whose unit nothing says, and of storage whose kind nothing says.
    pub(super) fn of_sizes(&self, heading: &str, pasted: &str) -> Text {
        let (code, percent) = (self.field.code(), self.percent);
        match self.values {
            ValuesTell::InUnit(unit) => text!(
                "colonne « {heading} » lue comme `{code}` : ses nombres ne disent pas d'unité, et leur grandeur dit des {unit} ({percent} %) ; sinon, écrivez l'unité dans les cellules",
                "column \"{heading}\" read as `{code}`: its numbers say no unit, and their magnitude says {unit} ({percent}%); if it is another, write the unit in the cells"
            ),
            _ => text!(
                "colonne « {heading} » non lue, qui pourrait changer le total : rien ne dit si ce stockage est de la mémoire flash ou des disques ; ajoutez `--column \"{pasted}=ssd_gb\"` ou `--column \"{pasted}=hdd_gb\"` ; sinon `--column \"{pasted}=unread\"`",
                "column \"{heading}\" not read, and it could move the total: nothing says whether this storage is flash or discs; add `--column \"{pasted}=ssd_gb\"` or `--column \"{pasted}=hdd_gb\"`; if not, `--column \"{pasted}=unread\"`"
            ),
        }
    }

    /// What is said of columns that may be prices: which is paid, or whether it is a unit's, is asked.
    pub(super) fn of_prices(&self, heading: &str, pasted: &str) -> Text {
        let code = self.field.code();
        match self.values {
            ValuesTell::APrice => text!(
                "colonne « {heading} » non lue : rien ne dit que ce soit le prix d'une unité ; si ce l'est, ajoutez `--column \"{pasted}={code}\"`",
                "column \"{heading}\" not read: nothing says that it is the price of one unit; if it is, add `--column \"{pasted}={code}\"`"
            ),
            ValuesTell::BeforeDiscount => text!(
                "colonne « {heading} » non lue : une remise est à côté, et rien ne dit si elle en est déduite ; si elle l'est, ajoutez `--column \"{pasted}={code}\"` ; sinon, ajoutez une colonne `Prix net`",
                "column \"{heading}\" not read: a discount stands beside, and nothing says whether it is off; if it is, add `--column \"{pasted}={code}\"`; if not, add a column `Net price`"
            ),
            ValuesTell::OfTheLine => text!(
                "colonne « {heading} » non lue : elle est le total de la ligne, pour plusieurs unités ; ajoutez une colonne `Prix unitaire`",
                "column \"{heading}\" not read: it is the total of the line, for several units; add a column `Unit price`"
            ),
            _ => text!(
                "colonne « {heading} » non lue : une autre peut être le prix payé aussi ; si c'est elle, ajoutez `--column \"{pasted}={code}\"`",
                "column \"{heading}\" not read: another may be the price paid too; if it is this one, add `--column \"{pasted}={code}\"`"
            ),
        }
    }

    /// What is said of headings that were turned into rows.
    pub(super) fn of_a_crossing(&self, heading: &str) -> Text {
        if self.field == Field::Status {
            text!(
                "tableau croisé : chaque nombre sous {heading} est lu comme une ligne, de cet état et en cette quantité ; sinon, donnez une ligne par équipement, avec son état et sa quantité",
                "cross table: each number below {heading} is read as a row, of that state and quantity; if it is not, give a row an equipment, with its state and quantity"
            )
        } else if self.field == Field::Site {
            text!(
                "tableau croisé : chaque nombre sous {heading} est lu comme une ligne, de ce lieu et en cette quantité ; sinon, donnez une ligne par équipement, avec son type et sa quantité",
                "cross table: each number below {heading} is read as a row, of that place and quantity; if it is not, give a row an equipment, with its type and quantity"
            )
        } else if self.field == Field::AcquiredOn {
            text!(
                "tableau croisé : chaque nombre sous {heading} est lu comme une ligne, en cette quantité et sans date, car un âge n'en est pas une ; pour que l'âge compte, donnez une ligne par type et par année d'achat, avec sa quantité",
                "cross table: each number below {heading} is read as a row, of that quantity and without a date, as an age is none; for the age to count, give a row a type and year of purchase, with its quantity"
            )
        } else {
            text!(
                "tableau croisé : chaque nombre sous {heading} est lu comme une ligne, de ce type et en cette quantité ; sinon, donnez une ligne par équipement, avec son type et sa quantité",
                "cross table: each number below {heading} is read as a row, of that type and quantity; if it is not, give a row an equipment, with its type and quantity"
            )
        }
    }

    /// What is said of the rows of a sheet or a file whose name says a state.
    pub(super) fn of_rows(&self, state: &str) -> Text {
        let (fr, en) = match self.values {
            ValuesTell::Sheet(_) => ("feuille", "sheet"),
            ValuesTell::Section(_) => ("section", "section"),
            ValuesTell::Title(_) => ("titre", "title"),
            ValuesTell::Heading(_) => ("titre des types", "heading of the types"),
            _ => ("fichier", "file"),
        };
        let shown = masked(&self.heading);
        let name = clip(&shown);
        // What is masked can be said by nobody.
        if shown != self.heading && self.sure {
            return text!(
                "{fr} « {name} » : ses lignes sans état propre sont comptées `{state}`, que son nom dit ; sinon, écrivez leur état dans une colonne `status`",
                "{en} \"{name}\": its rows without a state of their own count as `{state}`, which its name says; if they are not, write their state in a column `status`"
            );
        }
        if shown != self.heading {
            return text!(
                "{fr} « {name} » : son nom dit peut-être l'état `{state}`, qui changerait le total : écrivez l'état des lignes dans une colonne `status`",
                "{en} \"{name}\": its name may say the state `{state}`, which would move the total: write the state of the rows in a column `status`"
            );
        }
        let pasted = within_quotes(&self.heading);
        let key = of_toml(self.heading.trim());
        if self.sure {
            return text!(
                "{fr} « {name} » : ses lignes sans état propre sont comptées `{state}`, que son nom dit ; sinon : `--state \"{pasted}=in_service\"`",
                "{en} \"{name}\": its rows without a state of their own count as `{state}`, which its name says; if they are not: `--state \"{pasted}=in_service\"`"
            );
        }
        text!(
            "{fr} « {name} » : son nom dit peut-être un état, qui changerait le total : si ses lignes sont `{state}`, ajoutez `--state \"{pasted}={state}\"`, ou dans estate.toml, sous [states], `{key} = \"{state}\"` ; sinon `--state \"{pasted}=in_service\"`",
            "{en} \"{name}\": its name may say a state, which would move the total: if its rows are `{state}`, add `--state \"{pasted}={state}\"`, or in estate.toml, under [states], `{key} = \"{state}\"`; if not, `--state \"{pasted}=in_service\"`"
        )
    }
}

/// What is said of columns whose machines became rows.
pub(super) fn of_machines(headings: &str, beside: bool) -> Text {
    let (fr, en) =
        if beside { ("une ligne de plus", "a row more") } else { ("une ligne", "a row") };
    text!(
        "liste de plusieurs équipements par ligne : chacun sous {headings} est lu comme {fr}, du type que dit son titre ou sa cellule ; pour ne pas lire l'une de ces colonnes : `--column \"TITRE=unread\"`",
        "list of several machines a row: each below {headings} is read as {en}, of the type that its heading or its cell says; to leave one of these columns: `--column \"HEADING=unread\"`"
    )
}
