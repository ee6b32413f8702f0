//! What is said of columns of plain rows that may mean one thing or another.

use super::{Found, RowsAsked, ValuesTell};
use ground::lang::Text;
use ground::text;

impl Found {
    /// What is asked of columns of plain rows.
    pub(in super::super) fn of_rows_asked(
        heading: &str,
        field: super::Field,
        asked: RowsAsked,
    ) -> Self {
        let sure = matches!(asked, RowsAsked::Ranks | RowsAsked::PartsRead);
        Self { sure, ..Self::asked_of(heading, field, ValuesTell::Rows(asked)) }
    }

    /// What is said of columns of plain rows.
    pub(super) fn of_plain_rows(&self, asked: RowsAsked, heading: &str, pasted: &str) -> Text {
        match asked {
            RowsAsked::AnswersAgainst => text!(
                "colonne « {heading} » : des réponses disent un état, et leur remarque un autre ; des deux, le plus tardif dans la vie d'un équipement compte ; corrigez ces cellules, ou écartez la colonne : `--column \"{pasted}=unread\"`",
                "column \"{heading}\": answers say one state, and their remarks another; of the two, the later in a machine's life counts; put these cells right, or leave the column: `--column \"{pasted}=unread\"`"
            ),
            RowsAsked::Ranks => text!(
                "colonne « {heading} » non lue : elle numérote les lignes (1, 2, 3…) ; si ce sont des numéros d'inventaire, ajoutez `--column \"{pasted}=equipment_id\"` ; si ce sont des quantités, `--column \"{pasted}=quantity\"`",
                "column \"{heading}\" not read: it numbers the rows (1, 2, 3…); if these are inventory numbers, add `--column \"{pasted}=equipment_id\"`; if they are quantities, `--column \"{pasted}=quantity\"`"
            ),
            RowsAsked::NumberOrQuantity => text!(
                "colonne « {heading} » non lue : ses nombres disent peut-être combien il y en a, et chaque ligne compte pour une unité ; si c'est le cas, ajoutez `--column \"{pasted}=quantity\"` ; si ce sont des numéros d'inventaire, `--column \"{pasted}=equipment_id\"` ; sinon `--column \"{pasted}=unread\"`",
                "column \"{heading}\" not read: its numbers may be how many there are, and each row counts as one unit; if they are, add `--column \"{pasted}=quantity\"`; if they are inventory numbers, `--column \"{pasted}=equipment_id\"`; if not, `--column \"{pasted}=unread\"`"
            ),
            RowsAsked::StateCodes => {
                let told = self.options("state");
                let line = format!("--column \"{pasted}=status\" {told}");
                let line = line.trim_end();
                text!(
                    "colonne « {heading} » non lue, qui pourrait changer le total : de ses codes, certains sont des états et d'autres ne sont pas connus ; si c'est l'état, ajoutez `{line}` ; sinon `--column \"{pasted}=unread\"`",
                    "column \"{heading}\" not read, and it could move the total: of its codes some are states, and others are not known; if it is the state, add `{line}`; if not, `--column \"{pasted}=unread\"`"
                )
            }
            RowsAsked::PartsRead => text!(
                "colonne « {heading} » : autant d'unités de chaque ligne sont comptées dans l'état que dit son titre, et les autres comme le dit la ligne ; sinon : `--column \"{pasted}=unread\"`",
                "column \"{heading}\": as many units of each row count in the state that its heading says, and the others as the row says; if they do not: `--column \"{pasted}=unread\"`"
            ),
            RowsAsked::Replaced => self.of_replaced(heading, pasted),
            RowsAsked::PartsOrBesides => text!(
                "colonne « {heading} » non lue : elle compte des équipements qui ne servent pas, ou pas encore, parmi ceux des lignes ou en plus ; s'ils sont parmi eux, ajoutez `--column \"{pasted}=status\"` : autant d'unités de chaque ligne seront dans cet état ; s'ils sont en plus, donnez-leur une ligne ; sinon, écartez-la : `--column \"{pasted}=unread\"`",
                "column \"{heading}\" not read: it counts equipment that is not in use, or not yet, of that of the rows or besides; if it is of that, add `--column \"{pasted}=status\"`: as many units of each row will be in that state; if it is besides, give it a row; if not, leave it: `--column \"{pasted}=unread\"`"
            ),
        }
    }

    /// What is said of machines in whose place others of their rows count.
    fn of_replaced(&self, heading: &str, pasted: &str) -> Text {
        let other = self.named.first().map_or("", |(other, _)| other.as_str());
        if other == self.heading {
            return text!(
                "colonne « {heading} » : ses équipements sont à venir, à la place d'autres de leur ligne, et ne comptent pas ; s'ils sont là, donnez-leur une ligne chacun ; sinon `--column \"{pasted}=unread\"`",
                "column \"{heading}\": its equipment is to come, in the place of other of its row, and does not count; if it is there, give it a row each; if not, `--column \"{pasted}=unread\"`"
            );
        }
        let left = self.options("column");
        let other = ground::fault::clip(other);
        text!(
            "colonne « {heading} » : ses équipements ne comptent que dans les lignes où « {other} » n'en dit aucun, qui prend leur place ; pour compter ceux-ci seuls : `{left}` ; si les deux sont là, donnez-leur une ligne chacun ; s'ils n'y sont plus, `--column \"{pasted}=unread\"`",
            "column \"{heading}\": its equipment counts only in the rows where \"{other}\" says none, which takes its place; to count it alone: `{left}`; if both are there, give them a row each; if it is gone, `--column \"{pasted}=unread\"`"
        )
    }
}
