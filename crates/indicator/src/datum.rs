//! What an indicator needs, and where to put it.

use ground::lang::{Lang, Text};

macro_rules! data {
    ($($name:ident = $code:literal $fr:literal $en:literal, $where_fr:literal $where_en:literal;)*) => {
        /// A datum that may be missing. What each is, [`Datum::label`] says.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "each has its label in both languages below")]
        pub enum Datum { $($name),* }

        impl Datum {
            /// All data.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Its name in files.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }

            /// What it is, for people.
            pub fn label(self, lang: Lang) -> &'static str {
                match self { $(Self::$name => lang.label($fr, $en)),* }
            }

            /// Where to put it.
            pub fn place(self) -> Text {
                match self {
                    $(Self::$name => Text { fr: $where_fr.to_owned(), en: $where_en.to_owned() }),*
                }
            }
        }
    };
}

data! {
    Beneficiaries = "beneficiaries" "les bénéficiaires des dons" "the beneficiaries of donations",
        "beneficiary_id ou to_party dans movements.csv" "beneficiary_id or to_party in movements.csv";
    Headcount = "headcount" "l'effectif de l'année" "the headcount of the year",
        "[headcount] dans estate.toml" "[headcount] in estate.toml";
    Inventory = "inventory" "l'inventaire de l'année" "the inventory of the year",
        "inventories/ANNÉE.csv" "inventories/YEAR.csv";
    Held = "held_equipment" "un équipement tenu dans l'année" "a unit held in the year",
        "aucune ligne de l'inventaire n'est là dans l'année : ses états et ses dates disent pourquoi" "no line of the inventory is there in the year: its states and dates say why";
    EarlierInventories = "earlier_inventories" "l'inventaire d'une année antérieure" "the inventory of an earlier year",
        "inventories/ANNÉE.csv" "inventories/YEAR.csv";
    Movements = "movements" "le registre des mouvements" "the ledger of movements",
        "movements.csv" "movements.csv";
    Purchases = "purchases" "les achats de l'année" "the purchases of the year",
        "acquired_on dans l'inventaire, ou des lignes purchase dans movements.csv" "acquired_on in the inventory, or purchase rows in movements.csv";
    StartDates = "start_dates" "les dates de mise en service ou d'achat" "the dates of first use or purchase",
        "in_service_on ou acquired_on dans l'inventaire" "in_service_on or acquired_on in the inventory";
    Exits = "exits" "les sorties et leur date" "exits and their dates",
        "des lignes decommission, donate, sell, transfer, weee_handover dans movements.csv, ou exited_on dans l'inventaire" "decommission, donate, sell, transfer, weee_handover rows in movements.csv, or exited_on in the inventory";
    MoreExits = "more_exits" "davantage de sorties connues (20 équipements et 10 sorties par groupe)" "more known exits (20 units and 10 exits a group)",
        "des inventaires d'années antérieures et movements.csv" "inventories of earlier years and movements.csv";
    Routes = "exit_routes" "la voie de chaque sortie" "the route of each exit",
        "exit_route dans l'inventaire, ou movements.csv" "exit_route in the inventory, or movements.csv";
    Reasons = "exit_reasons" "la raison de chaque réforme" "the reason of each decommissioning",
        "reason dans movements.csv" "reason in movements.csv";
    ReformedStock = "reformed_stock" "les biens réformés en stock au 1er janvier" "the decommissioned units in stock on 1 January",
        "decommissioned_on dans l'inventaire, ou des lignes decommission dans movements.csv" "decommissioned_on in the inventory, or decommission rows in movements.csv";
    Modes = "acquisition_modes" "le mode d'acquisition des achats" "the acquisition mode of purchases",
        "acquisition_mode dans l'inventaire ou movements.csv" "acquisition_mode in the inventory or movements.csv";
    Prices = "prices" "le prix hors taxes des achats" "the price of purchases, excluding VAT",
        "price_eur dans l'inventaire ou movements.csv" "price_eur in the inventory or movements.csv";
    Upstream = "upstream" "les mois d'usage antérieur, prouvés" "the months of use before, proven",
        "upstream_months et upstream_proof dans movements.csv" "upstream_months and upstream_proof in movements.csv";
    Warranty = "warranty_months" "la durée de garantie" "the warranty",
        "warranty_months dans l'inventaire ou movements.csv" "warranty_months in the inventory or movements.csv";
    RepairIndex = "repair_index" "l'indice de réparabilité" "the repair index",
        "repair_index dans l'inventaire ou movements.csv" "repair_index in the inventory or movements.csv";
    Ecolabel = "ecolabel" "l'écolabel" "the ecolabel",
        "ecolabel dans l'inventaire ou movements.csv" "ecolabel in the inventory or movements.csv";
    Recycled = "recycled_content_pct" "la part de matières recyclées" "the recycled content",
        "recycled_content_pct dans l'inventaire ou movements.csv" "recycled_content_pct in the inventory or movements.csv";
    Protection = "protection" "la présence d'une protection" "whether a protection came with it",
        "protection dans movements.csv" "protection in movements.csv";
    Status = "status" "l'état de chaque équipement" "the state of each unit",
        "status dans l'inventaire" "status in the inventory";
    Users = "user_key" "l'utilisateur de chaque équipement (pseudonyme)" "the user of each unit (pseudonym)",
        "user_key dans l'inventaire" "user_key in the inventory";
    Shared = "shared" "le partage des imprimantes" "whether printers are shared",
        "shared dans l'inventaire" "shared in the inventory";
    Types = "units_of_type" "les équipements de ce type dans l'inventaire" "units of that type in the inventory",
        "ajoutez la liste des écrans, imprimantes, téléphones…" "add the list of monitors, printers, phones…";
    Weights = "weights" "le poids des équipements" "the weight of units",
        "weight_kg dans l'inventaire ou movements.csv" "weight_kg in the inventory or movements.csv";
    WeightBases = "weight_bases" "comment le poids de chaque lot est connu" "how the weight of each lot is known",
        "weight_basis (real ou estimated) dans movements.csv" "weight_basis (real or estimated) in movements.csv";
    Handovers = "weee_handovers" "les remises de DEEE de l'année" "the WEEE hand-overs of the year",
        "des lignes weee_handover dans movements.csv" "weee_handover rows in movements.csv";
    LotUnits = "weee_units" "le nombre d'équipements de chaque lot remis" "the number of units of each lot handed over",
        "quantity sur la ligne du lot, ou une ligne par équipement, dans movements.csv" "quantity on the lot's row, or a row a unit, in movements.csv";
    LotTypes = "weee_types" "le type de ce qui a été remis" "the type of what was handed over",
        "equipment_type dans movements.csv, ou unit_id comme à l'inventaire" "equipment_type in movements.csv, or unit_id as in the inventory";
    Channels = "weee_channels" "le canal de chaque remise" "the channel of each hand-over",
        "channel dans movements.csv" "channel in movements.csv";
    Treatments = "weee_treatments" "le traitement des lots remis" "the treatment of the lots handed over",
        "des lignes weee_treated dans movements.csv (mode, done_code)" "weee_treated rows in movements.csv (mode, done_code)";
    WasteCodes = "waste_codes" "le code déchet de chaque lot" "the waste code of each lot",
        "waste_code dans movements.csv" "waste_code in movements.csv";
    Faults = "faults" "les pannes de l'année" "the faults of the year",
        "des lignes fault dans movements.csv" "fault rows in movements.csv";
    Repairs = "repairs" "les réparations et mises à niveau" "repairs and upgrades",
        "des lignes repair, upgrade, refurbish dans movements.csv" "repair, upgrade, refurbish rows in movements.csv";
    RowsAside = "rows_set_aside" "des lignes lisibles" "rows that can be read",
        "`empreinte assess` les écrit dans rejects.csv, avec la raison" "`empreinte assess` writes them to rejects.csv, with the reason";
    MovesAside = "ledger_rows_set_aside" "des lignes lisibles du registre" "rows of the ledger that can be read",
        "`empreinte movements check` les montre, avec la raison" "`empreinte movements check` shows them, with the reason";
    Quantities = "quantities" "la quantité des lignes, que l'inventaire d'à côté dit" "the quantity of lines, which the inventory beside tells",
        "quantity dans l'inventaire de l'année" "quantity in the inventory of the year";
    OneAccount = "one_account" "une seule version de ce que registre et inventaires disent en double" "one account of what ledger and inventories tell in two ways",
        "`empreinte movements check` montre les deux, avec leurs lignes" "`empreinte movements check` shows both, with their lines";
    Returns = "returns" "les restitutions de l'année" "the returns of the year",
        "des lignes return dans movements.csv" "return rows in movements.csv";
    Assignments = "assignments" "les affectations et restitutions" "assignments and returns",
        "des lignes assign et return dans movements.csv" "assign and return rows in movements.csv";
    Erasure = "wipe_certificates" "les certificats d'effacement" "erasure certificates",
        "wipe_certificate dans movements.csv" "wipe_certificate in movements.csv";
    ReferenceLife = "reference_lifetimes" "une durée de vie de référence du type" "a reference lifetime of the type",
        "[lifetimes] dans estate.toml" "[lifetimes] in estate.toml";
    Measures = "measures" "l'électricité mesurée" "measured electricity",
        "usage/*.csv, ou measured_kwh dans datacentres.csv" "usage/*.csv, or measured_kwh in datacentres.csv";
    DatacentreMeter = "datacentre_meters" "le compteur des centres de données et leurs équipements" "the meter of the datacentres and their equipment",
        "measured_kwh dans datacentres.csv, datacentre_id dans l'inventaire" "measured_kwh in datacentres.csv, datacentre_id in the inventory";
    Water = "datacentre_water" "l'eau des centres de données" "the water of the datacentres",
        "une réponse dans answers.toml" "an answer in answers.toml";
    Contracts = "electricity_contracts" "les contrats d'électricité" "the electricity contracts",
        "[[contracts]] dans estate.toml" "[[contracts]] in estate.toml";
    UpstreamFactors = "electricity_upstream" "les facteurs amont et pertes de l'électricité" "upstream and loss factors of electricity",
        "un jeu de facteurs qui les sépare" "a factor set that keeps them apart";
    EndOfLifeFactors = "end_of_life_factors" "les facteurs de fin de vie des types remis" "end-of-life factors of the types handed over",
        "un jeu de facteurs qui sépare la fin de vie" "a factor set with an end-of-life stage";
    CriterionFactors = "criterion_factors" "les facteurs de ce critère" "factors of that criterion",
        "un jeu de facteurs qui a ce critère" "a factor set with that criterion";
    SpreadingMethod = "spreading_method" "une méthode qui répartit la fabrication sur la durée de vie" "a method that spreads making over the lifetime",
        "`--method rcp-si`" "`--method rcp-si`";
    EmbodiedFactors = "embodied_factors" "les facteurs de fabrication des achats" "manufacturing factors of the purchases",
        "`empreinte factors list`" "`empreinte factors list`";
    OtherFactors = "other_factor_set" "un second jeu de facteurs à comparer" "a second factor set to compare with",
        "`empreinte compare-methods`" "`empreinte compare-methods`";
    Actions = "actions" "les actions du plan et leur référence" "the actions of the plan and their baseline",
        "plan.toml, ou une réponse dans answers.toml" "plan.toml, or an answer in answers.toml";
    Supervision = "supervision" "les relevés de supervision" "supervision records",
        "une réponse dans answers.toml" "an answer in answers.toml";
    OsSupport = "os_support" "la fin de support des systèmes" "the end of support of systems",
        "os dans l'inventaire, ou une réponse dans answers.toml" "os in the inventory, or an answer in answers.toml";
    LastSeen = "last_seen" "la dernière vue de chaque équipement par un outil" "when a tool last saw each unit",
        "last_seen dans l'inventaire, ou une réponse dans answers.toml" "last_seen in the inventory, or an answer in answers.toml";
    BatteryHealth = "battery_health_pct" "ce que les batteries gardent de leur capacité d'origine" "what batteries hold of what they held when new",
        "battery_health_pct dans l'inventaire, les documents des agents, ou une réponse dans answers.toml" "battery_health_pct in the inventory, the agents' documents, or an answer in answers.toml";
    Answer = "answer" "une réponse, avec sa preuve" "an answer, with its proof",
        "answers.toml" "answers.toml";
}
