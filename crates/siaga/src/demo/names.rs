//! Invented names of the east coast of North Sumatra: Malay, Batak, Javanese and neutral ones, combined by
//! chance. Nobody is meant.

use super::dice::Dice;
use siaga_civil::Sex;

const MALAY_MEN: &[&str] = &[
    "Azhar",
    "Fahrul",
    "Zulkifli",
    "Syahrial",
    "Khairul",
    "Amiruddin",
    "Hasanuddin",
    "Irwansyah",
    "Fadli",
    "Rusdi",
    "Syafrizal",
    "Ridwan",
    "Muhammad Yusri",
    "Iskandar",
    "Baharuddin",
    "Nazaruddin",
    "Safrizal",
    "Ilham",
    "Tengku Hafiz",
    "Abdul Manaf",
    "Mahyuddin",
    "Zainal",
    "Chairul",
    "Effendi",
    "Darwinsyah",
    "Kamaruzzaman",
];
const MALAY_WOMEN: &[&str] = &[
    "Nurhayati",
    "Rosmaini",
    "Fauziah",
    "Aisyah",
    "Zuraidah",
    "Nurlela",
    "Hafsah",
    "Yusnidar",
    "Rahmah",
    "Azizah",
    "Khairani",
    "Siti Aminah",
    "Siti Zubaidah",
    "Nilawati",
    "Marlina",
    "Syarifah",
    "Halimah",
    "Nurul Huda",
    "Maimunah",
    "Rohana",
    "Zahara",
    "Farida",
    "Wan Norlia",
    "Suryani",
    "Laila",
    "Mardiana",
];
const MALAY_LAST: &[&str] = &[
    "Lubis",
    "Nasution",
    "Hasibuan",
    "Siregar",
    "Harahap",
    "Batubara",
    "Rangkuti",
    "Tanjung",
    "Daulay",
    "Pulungan",
    "Matondang",
    "Syahputra",
    "Anwar",
    "Hamid",
    "Rahman",
    "Ismail",
    "Saleh",
    "Yusuf",
    "Arifin",
    "Zein",
    "Al Rasyid",
    "Fachri",
    "Bahri",
    "Saputra",
    "Alamsyah",
    "Hidayat",
];
const BATAK_MEN: &[&str] = &[
    "Jonner",
    "Parlindungan",
    "Marihot",
    "Togar",
    "Hotman",
    "Jabintang",
    "Rikardo",
    "Sahat",
    "Edison",
    "Maruli",
    "Ramot",
    "Binsar",
    "Dapot",
    "Tumpal",
    "Herbin",
    "Jansen",
    "Pardamean",
    "Sabar",
    "Mangatur",
    "Rudi Hartono",
    "Saut",
    "Poltak",
    "Benny",
    "Roy",
    "Ferdinan",
    "Lamhot",
];
const BATAK_WOMEN: &[&str] = &[
    "Rosmawati",
    "Tiurma",
    "Masniari",
    "Rotua",
    "Lasma",
    "Hotmaida",
    "Dameria",
    "Nurmala",
    "Elfrida",
    "Berliana",
    "Ruslan Dewi",
    "Theresia",
    "Meriana",
    "Sondang",
    "Tetty",
    "Rumintang",
    "Juliana",
    "Erika",
    "Roslinda",
    "Duma",
    "Lamria",
    "Friska",
    "Mariati",
    "Kristina",
    "Santi",
    "Riama",
];
const BATAK_LAST: &[&str] = &[
    "Saragih",
    "Purba",
    "Damanik",
    "Sinaga",
    "Simanjuntak",
    "Manurung",
    "Sitorus",
    "Silalahi",
    "Barus",
    "Ginting",
    "Sembiring",
    "Tarigan",
    "Sitepu",
    "Girsang",
    "Sipayung",
    "Situmorang",
    "Hutabarat",
    "Panjaitan",
    "Sihombing",
    "Gultom",
    "Nainggolan",
    "Simbolon",
    "Pasaribu",
    "Munthe",
    "Surbakti",
    "Haloho",
];
const JAVANESE_MEN: &[&str] = &[
    "Suparman", "Wahyudi", "Bambang", "Sugianto", "Slamet", "Hariono", "Sutrisno", "Supriadi", "Joko",
    "Suyanto", "Agus", "Eko", "Dwi", "Teguh", "Budi", "Sigit", "Warsito", "Misno", "Ponimin", "Tukiman",
    "Legiman", "Sumardi", "Heru", "Purnomo", "Widodo", "Yudi",
];
const JAVANESE_WOMEN: &[&str] = &[
    "Sri",
    "Wagiyem",
    "Endang",
    "Tri",
    "Suparmi",
    "Sulastri",
    "Dewi",
    "Ningsih",
    "Lestari",
    "Partini",
    "Yuni",
    "Sumarni",
    "Retno",
    "Wahyuni",
    "Indah",
    "Ratna",
    "Kartini",
    "Ayu",
    "Puji",
    "Tuti",
    "Murni",
    "Sukesih",
    "Supriyati",
    "Rini",
    "Widya",
    "Eka",
];
const JAVANESE_LAST: &[&str] = &[
    "Santoso",
    "Prasetyo",
    "Utomo",
    "Wibowo",
    "Susanto",
    "Setiawan",
    "Nugroho",
    "Handoko",
    "Kurniawan",
    "Hartono",
    "Suwito",
    "Pramono",
    "Subagio",
    "Riyanto",
    "Mulyono",
    "Irawan",
    "Sulistyo",
    "Waluyo",
    "Purwanto",
    "Saputro",
    "Sukoco",
    "Haryadi",
    "Budiman",
    "Cahyono",
    "Raharjo",
    "Siswoyo",
];
const JAVANESE_LAST_WOMEN: &[&str] = &[
    "Wahyuningsih",
    "Lestari",
    "Handayani",
    "Rahayu",
    "Astuti",
    "Susanti",
    "Suryaningsih",
    "Hartati",
    "Utami",
    "Wulandari",
    "Kusumawati",
    "Setyowati",
    "Puspitasari",
    "Anggraini",
    "Pratiwi",
    "Maharani",
    "Safitri",
    "Yanti",
    "Mulyani",
    "Purwanti",
    "Haryati",
    "Widyawati",
    "Fitriani",
    "Sari",
    "Amelia",
    "Novita",
];
const MIDDLE_MEN: &[&str] = &[
    "Ahmad", "Hendra", "Rizki", "Andi", "Dedi", "Arief", "Surya", "Indra", "Fajar", "Rahmat", "Dian",
    "Taufik",
];
const MIDDLE_WOMEN: &[&str] =
    &["Fitri", "Dina", "Maya", "Nova", "Rina", "Yulia", "Mega", "Intan", "Winda", "Desi", "Citra", "Lisa"];

/// Returns a name without titles.
pub(super) fn full_name(dice: &mut Dice, sex: Sex) -> String {
    let (men, women, last, last_women) = match dice.below(100) {
        0..37 => (MALAY_MEN, MALAY_WOMEN, MALAY_LAST, MALAY_LAST),
        37..68 => (BATAK_MEN, BATAK_WOMEN, BATAK_LAST, BATAK_LAST),
        _ => (JAVANESE_MEN, JAVANESE_WOMEN, JAVANESE_LAST, JAVANESE_LAST_WOMEN),
    };
    let (first, middle, last) = match sex {
        Sex::Male => (men, MIDDLE_MEN, last),
        Sex::Female => (women, MIDDLE_WOMEN, last_women),
    };
    let first = dice.pick(first);
    let last = dice.pick(last);
    if dice.happens(550) {
        format!("{first} {} {last}", dice.pick(middle))
    } else {
        format!("{first} {last}")
    }
}

/// Puts the degrees of an education around a name.
pub(super) fn with_degrees(name: &str, education: &str) -> String {
    match education.split_once('|') {
        Some((before, "")) => format!("{before} {name}"),
        Some((before, after)) => format!("{before} {name}, {after}"),
        None if education.is_empty() => name.to_owned(),
        None => format!("{name}, {education}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_stand_where_they_belong() {
        assert_eq!(with_degrees("Tiurma Purba", ""), "Tiurma Purba");
        assert_eq!(with_degrees("Tiurma Purba", "S.Sos"), "Tiurma Purba, S.Sos");
        assert_eq!(with_degrees("Tiurma Purba", "dr.|"), "dr. Tiurma Purba");
        assert_eq!(with_degrees("Tiurma Purba", "dr.|M.Kes"), "dr. Tiurma Purba, M.Kes");
    }
}
