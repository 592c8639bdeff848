//! A capability that owns tiles, explainers and open tables made up for the tests.

use crate::world::{day, wib};
use siaga_access::Role;
use siaga_chart::{About, Axis, Bar, Bars, Language, Note, RunChart, RunPoint, Target, Tone};
use siaga_civil::Ratio;
use siaga_platform::explain::{EvidenceItem, ExplainedReason, ExplainedRow, Explainer, Explanation, Subject};
use siaga_platform::files::Value;
use siaga_platform::open_data::{OpenField, OpenKind, OpenRows, OpenTable};
use siaga_platform::tile::{Picture, Tile, TileFigure, TileItem, TileQuestion, TileView, TileWidth};
use siaga_platform::{Capability, Problem};
use std::sync::LazyLock;
use tokio::sync::Barrier;

const TEXTS: &str = "fake-rate = Tingkat hadir
fake-day = Hari
fake-agency = Perangkat daerah
fake-table = Kehadiran
fake-table-hint = Tingkat hadir tiap perangkat daerah.
fake-name = Nama
fake-name-hint = Nama perangkat daerah.
fake-people = Orang
fake-people-hint = Banyaknya orang yang hadir.
fake-on = Tanggal
fake-on-hint = Hari yang dihitung.
fake-rate-hint = Bagian yang hadir.
fake-second = Tabel kedua
fake-second-hint = Selalu gagal.
";

pub(crate) fn capability() -> Capability {
    let mut capability = Capability::new("fake");
    capability.messages = Some((TEXTS, TEXTS));
    capability.tiles = TILES;
    capability.explainers = EXPLAINERS;
    capability.open_tables = OPEN_TABLES;
    capability
}

const TILES: &[Tile] = &[
    Tile {
        name: "fake.second",
        order: 200,
        roles: &[Role::RegionalLeader, Role::HealthOffice],
        load: |_, question| Box::pin(async move { Ok(Some(people(&question))) }),
    },
    Tile {
        name: "fake.first",
        order: 100,
        roles: &[Role::RegionalLeader],
        load: |_, question| Box::pin(async move { Ok(Some(rate(&question))) }),
    },
    Tile {
        name: "fake.refuses",
        order: 300,
        roles: &[Role::PersonnelAgency],
        load: |_, _| Box::pin(async { Err(Problem::forbidden("platform.forbidden")) }),
    },
    Tile {
        name: "fake.panics",
        order: 301,
        roles: &[Role::PersonnelAgency],
        load: |_, _| Box::pin(async { panic!("a fault of the tile") }),
    },
    Tile {
        name: "fake.cannot_be_drawn",
        order: 302,
        roles: &[Role::PersonnelAgency],
        load: |_, _| Box::pin(async { Ok(Some(undrawable())) }),
    },
    Tile {
        name: "fake.stands",
        order: 303,
        roles: &[Role::PersonnelAgency],
        load: |_, _| Box::pin(async { Ok(Some(plain("Ubin yang berdiri"))) }),
    },
    Tile {
        name: "fake.silent",
        order: 304,
        roles: &[Role::PersonnelAgency],
        load: |_, _| Box::pin(async { Ok(None) }),
    },
    // These two wait for each other: one after the other they would never end.
    Tile { name: "fake.left", order: 401, roles: &[Role::Inspectorate], load: |_, _| Box::pin(meet("Kiri")) },
    Tile {
        name: "fake.right",
        order: 402,
        roles: &[Role::Inspectorate],
        load: |_, _| Box::pin(meet("Kanan")),
    },
];

static MEETING: LazyLock<Barrier> = LazyLock::new(|| Barrier::new(2));

async fn meet(heading: &str) -> Result<Option<TileView>, Problem> {
    MEETING.wait().await;
    Ok(Some(plain(heading)))
}

fn plain(heading: &str) -> TileView {
    TileView { heading: heading.to_owned(), ..TileView::default() }
}

fn about(title: &str) -> About {
    About {
        id_prefix: "same".to_owned(),
        title: title.to_owned(),
        description: "Batang tiap dinas".to_owned(),
        nothing: "Kosong".to_owned(),
    }
}

fn bar(label: &str, hundredths: i64, tone: Tone) -> Bar {
    let value = Ratio::new(hundredths, 10_000);
    let link = Some("/jelaskan/fake.sum".to_owned());
    Bar { label: label.to_owned(), value, text: value.to_string(), tone, link }
}

fn rate(question: &TileQuestion) -> TileView {
    let known = question.known_at.map_or_else(|| "semua".to_owned(), |at| at.to_rfc3339());
    let rows = vec![bar("Dinas <b>Satu</b>", 9839, Tone::Good), bar("Dinas Dua", 6120, Tone::Warn)];
    let target = Some(Target { value: 950, label: "Sasaran 95 %".to_owned() });
    let bars =
        Bars { about: about("Hadir tiap dinas"), head: ["Dinas", "Hadir"].map(str::to_owned), rows, target };
    let points = (1..=26).map(|of_month| RunPoint {
        on: day(&format!("2020-05-{of_month:02}")),
        value: Some(900 + of_month),
        text: format!("{} ‰", 900 + of_month),
    });
    let run = RunChart {
        about: about("Tiga puluh hari"),
        language: Language::Indonesian,
        head: ["Hari", "Hadir", "Catatan"].map(str::to_owned),
        axis: Axis::Share { floor_permille: 800 },
        points: points.collect(),
        mean_label: Some("Rata-rata 7 hari".to_owned()),
        target: None,
        notes: vec![Note { on: day("2020-05-20"), label: "SE 12".to_owned() }],
    };
    TileView {
        heading: format!("98,39 % masuk kerja {}", question.on),
        width: TileWidth::Wide,
        figures: vec![
            TileFigure {
                value: "98,39 %".to_owned(),
                label: format!("hadir, diketahui {known}"),
                tone: "good",
                subject: Some(Subject::new("fake.sum").with("hari", question.on).with("opd", "A&B")),
            },
            TileFigure { value: "12".to_owned(), label: "sakit".to_owned(), tone: "quiet", subject: None },
        ],
        pictures: vec![Picture::Bars(bars), Picture::Run(run)],
        definition: "Hadir dibagi yang wajib hadir.".to_owned(),
        as_of: Some(wib("2020-05-26T08:55:00")),
        completeness: "41 dari 50 perangkat daerah melapor".to_owned(),
        link: Some(("/rekap".to_owned(), "Lihat baris".to_owned())),
        ..TileView::default()
    }
}

fn people(question: &TileQuestion) -> TileView {
    let item = |number: u8| TileItem {
        text: format!("Orang {number} <script>"),
        note: "Dinas Satu".to_owned(),
        tone: "bad",
        badge: "Tanpa keterangan".to_owned(),
        link: Some("/pegawai/1".to_owned()),
    };
    let items: Vec<TileItem> =
        if question.on == day("2020-05-26") { (1..=12).map(item).collect() } else { Vec::new() };
    TileView {
        heading: "Dua belas orang tanpa keterangan".to_owned(),
        items,
        items_unshown: 3,
        empty: "Tidak ada data untuk hari itu.".to_owned(),
        ..TileView::default()
    }
}

/// A link that runs a script is refused by the chart.
fn undrawable() -> TileView {
    let mut bad = bar("Dinas", 5000, Tone::Bad);
    bad.link = Some("javascript:alert(1)".to_owned());
    let bars = Bars {
        about: about("Rusak"),
        head: ["Dinas", "Hadir"].map(str::to_owned),
        rows: vec![bad],
        target: None,
    };
    TileView { pictures: vec![Picture::Bars(bars)], ..plain("Ubin dengan gambar rusak") }
}

const EXPLAINERS: &[Explainer] = &[
    Explainer {
        name: "fake.sum",
        label: "fake-rate",
        keys: &[("hari", "fake-day"), ("opd", "fake-agency")],
        explain: |_, subject| Box::pin(async move { Ok(sum(&subject, 60)) }),
    },
    Explainer {
        name: "fake.wrong",
        label: "fake-rate",
        keys: &[],
        explain: |_, subject| {
            Box::pin(async move { Ok(Explanation { number: Some(61), ..sum(&subject, 60) }) })
        },
    },
    Explainer {
        name: "fake.secret",
        label: "fake-rate",
        keys: &[],
        explain: |_, _| Box::pin(async { Err(Problem::forbidden("platform.forbidden")) }),
    },
];

/// A figure of so many rows of one each, out of two each.
fn sum(subject: &Subject, rows: i64) -> Explanation {
    let row = |number: i64| ExplainedRow {
        label: format!("Baris {number:03} <i>"),
        value: "1 dari 2".to_owned(),
        number: Some(1),
        of: Some(2),
        subject: Some(Subject::new("fake.leaf").with("orang", number)),
        link: (number == 1).then(|| "/pegawai/1".to_owned()),
    };
    Explanation {
        title: format!("Hadir {}", subject.key("opd")),
        value: "50,00 %".to_owned(),
        number: Some(rows),
        of: Some(rows * 2),
        definition: "Hadir dibagi wajib hadir.".to_owned(),
        as_of: Some(wib("2020-05-26T08:55:00")),
        known_at: None,
        completeness: Some((41, 50)),
        reasons: vec![ExplainedReason {
            circular: "1218/se/2020-05-20".to_owned(),
            title: "SE Bupati 12".to_owned(),
            article: "angka 3".to_owned(),
            words: "Cuti tidak dihitung.".to_owned(),
        }],
        rows_heading: "Menurut baris".to_owned(),
        rows: (1..=rows).map(row).collect(),
        evidence: vec![EvidenceItem {
            kind: "Baris mesin".to_owned(),
            text: "2\t2020-05-26 07:42:00\t0\t1 <x>".to_owned(),
            source: "SER00".to_owned(),
            received_at: Some(wib("2020-05-26T07:42:10")),
            sha256: "abc123".to_owned(),
            link: Some("/mesin/1".to_owned()),
        }],
        findings: vec!["Dua rekap berbeda.".to_owned()],
    }
}

const FIELDS: &[OpenField] = &[
    OpenField { name: "opd", title: "fake-name", kind: OpenKind::Text },
    OpenField { name: "tanggal", title: "fake-on", kind: OpenKind::Date },
    OpenField { name: "orang", title: "fake-people", kind: OpenKind::Whole },
    OpenField { name: "persen_hadir", title: "fake-rate", kind: OpenKind::Percent },
];

const OPEN_TABLES: &[OpenTable] = &[
    OpenTable {
        name: "kehadiran",
        title: "fake-table",
        fields: FIELDS,
        load: |ctx, on| {
            Box::pin(async move {
                // Whoever is signed in, the table is asked by a visitor.
                assert!(!ctx.actor.is_signed_in());
                let rows = if on > day("2020-05-24") { Vec::new() } else { open_rows(on) };
                Ok(OpenRows { rows, as_of: wib("2020-05-26T08:55:00"), completeness: Some((41, 50)) })
            })
        },
    },
    OpenTable {
        name: "rusak",
        title: "fake-second",
        fields: FIELDS,
        load: |_, _| Box::pin(async { Err(Problem::broken("a secret cause")) }),
    },
];

fn open_rows(on: chrono::NaiveDate) -> Vec<Vec<Value>> {
    vec![
        vec!["=HYPERLINK(\"x\") <b>".into(), on.into(), 120.into(), Value::PercentHundredths(9839)],
        vec!["Dinas, Dua".into(), on.into(), "<5".into(), Value::Empty],
    ]
}
