//! The closed lists of an equipment: how it came, how it left.

use ground::closed;
use ground::table::fold;

closed! {
    /// How a purchase came.
    AcquisitionMode {
        /// New.
        New = "new" "neuf" "new" ["achat neuf"],
        /// Refurbished, or second-hand.
        Refurbished = "refurbished" "reconditionné" "refurbished" [
            "occasion" "second hand" "seconde main" "2nde main" "2de main" "2e main" "2ème main" "réemploi" "réemployé"
            "remis à neuf" "remise à neuf" "recond" "refurb" "remanufacturé" "remanufactured" "pre owned" "preowned"
            "remarketé" "remarketed"
        ],
        /// Received as a gift.
        DonatedIn = "donated_in" "don reçu" "donated in" ["reçu en don"],
        /// On lease.
        Leased = "leased" "location" "leased" [
            "loué" "crédit bail" "lease" "leasing" "lld" "loa" "location longue durée" "location avec option d'achat"
        ],
        /// On functional lease: the use is bought, not the thing.
        FunctionalLease = "functional_lease" "location fonctionnelle" "functional lease"
            ["économie de la fonctionnalité" "daas"],
    }
}

closed! {
    /// How an equipment left.
    ExitRoute {
        /// To another public body, or back to its owner.
        Transfer = "transfer" "cession" "transfer" ["cédé" "transféré" "transferred" "vendor credit" "cedido" "ceduto" "übergeben" "overgedragen"],
        /// Given away.
        Donation = "donation" "don" "donation" ["donated" "donné" "cession gratuite" "gespendet" "verschenkt" "geschonken" "donado" "donato" "doado"],
        /// Sold.
        Sale = "sale" "vente" "sale" ["sold" "vendu" "verkauft" "verkocht" "vendido" "venduto"],
        /// Handed over as waste.
        Weee = "weee" "DEEE" "WEEE" [
            "recyclé" "recycled" "disposed" "scrapped" "mis au rebut" "rebut" "déchet" "jeté" "déchetterie"
            "verschrottet" "entsorgt" "recycelt" "gerecycled" "reciclado" "riciclato" "rottamato"
        ],
        /// Lost.
        Lost = "lost" "perdu" "lost" ["perte" "missing" "verloren" "perdido" "smarrito"],
        /// Stolen.
        Stolen = "stolen" "volé" "stolen" ["vol" "theft" "gestohlen" "gestolen" "robado" "rubato" "roubado"],
        /// Back to its lessor.
        LeaseEnd = "lease_end" "fin de location" "lease end"
            ["lease returned" "fin de bail" "restitué" "retour loueur" "rendu loueur" "rendu au loueur" "rendu au bailleur" "returned"],
        /// Gone, nobody knows where.
        Unknown = "unknown" "inconnue" "unknown" [],
    }
}

impl ExitRoute {
    /// How a machine left by the words of a state, whatever stands beside: `Vendu à un agent`. Two ways
    /// are none: `Lost/Stolen`.
    pub fn in_state(text: &str) -> Option<Self> {
        let folded = fold(text);
        let words: Vec<&str> = folded.split(' ').collect();
        let named = |said: &str| {
            // Of one or several, of either gender.
            let bare = said.strip_suffix('s').unwrap_or(said);
            let male = bare.strip_suffix('e').or_else(|| bare.strip_suffix('a')).unwrap_or(bare);
            let ended = format!("{male}o");
            [said, bare, male, &ended].into_iter().find_map(Self::of_folded)
        };
        let (mut found, mut from) = (None, 0);
        while from < words.len() {
            let ends = (from + 1..=words.len().min(from + 4)).rev();
            let mut said = ends.filter_map(|to| Some((to, named(&words[from..to].join(" "))?)));
            match said.next() {
                Some((_, route)) if found.is_some_and(|own| own != route) => return None,
                Some((to, route)) => (found, from) = (Some(route), to),
                None => from += 1,
            }
        }
        found
    }

    /// Whether it goes on being used, by someone else: transferred, given or sold.
    pub fn is_reuse(self) -> bool {
        matches!(self, Self::Transfer | Self::Donation | Self::Sale)
    }
}
