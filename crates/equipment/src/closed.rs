//! The closed lists of an equipment: how it came, how it left.

use ground::closed;

closed! {
    /// How a purchase came.
    AcquisitionMode {
        /// New.
        New = "new" "neuf" "new" ["achat neuf"],
        /// Refurbished, or second-hand.
        Refurbished = "refurbished" "reconditionné" "refurbished" ["occasion" "second hand" "seconde main" "réemploi" "remis à neuf" "recond" "remanufacturé" "remanufactured"],
        /// Received as a gift.
        DonatedIn = "donated_in" "don reçu" "donated in" ["reçu en don"],
        /// On lease.
        Leased = "leased" "location" "leased" ["loué" "crédit bail" "lease"],
        /// On functional lease: the use is bought, not the thing.
        FunctionalLease = "functional_lease" "location fonctionnelle" "functional lease"
            ["économie de la fonctionnalité"],
    }
}

closed! {
    /// How an equipment left.
    ExitRoute {
        /// To another public body, or back to its owner.
        Transfer = "transfer" "cession" "transfer" ["cédé" "cédée" "transféré" "transferred" "vendor credit"],
        /// Given away.
        Donation = "donation" "don" "donation" ["donated" "donné" "donnée" "cession gratuite"],
        /// Sold.
        Sale = "sale" "vente" "sale" ["sold" "vendu" "vendue"],
        /// Handed over as waste.
        Weee = "weee" "DEEE" "WEEE" ["recyclé" "recycled" "disposed" "scrapped" "mis au rebut" "rebut" "déchet"],
        /// Lost.
        Lost = "lost" "perdu" "lost" ["perte" "missing"],
        /// Stolen.
        Stolen = "stolen" "volé" "stolen" ["vol" "theft"],
        /// Back to its lessor.
        LeaseEnd = "lease_end" "fin de location" "lease end"
            ["lease returned" "fin de bail" "restitué" "retour loueur" "returned"],
        /// Gone, nobody knows where.
        Unknown = "unknown" "inconnue" "unknown" [],
    }
}

impl ExitRoute {
    /// Whether it goes on being used, by someone else: transferred, given or sold.
    pub fn is_reuse(self) -> bool {
        matches!(self, Self::Transfer | Self::Donation | Self::Sale)
    }
}
