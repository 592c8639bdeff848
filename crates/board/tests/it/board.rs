use crate::world::World;
use http::{StatusCode, header};
use siaga_access::Role;
use siaga_testkit::each_db;

#[tokio::test]
async fn a_leader_sees_the_tiles_of_the_role_in_their_order_with_all_that_belongs_to_a_figure() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let leader = world.browser(&[Role::RegionalLeader]).await;
        let board = leader.page("/papan").await;
        for text in [
            "98,39 %",
            "href=\"/jelaskan/fake.sum?hari=2020-05-26&#38;opd=A%26B\"",
            "Hadir dibagi yang wajib hadir.",
            "Data per 26 Mei 2020 08.55 WIB",
            "41 dari 50 perangkat daerah melapor",
            "<a href=\"/rekap\">Lihat baris</a>",
            "data-live=\"board\" data-live-url=\"/papan/isi?tanggal=2020-05-26\"",
            "Masih ada 3 lagi.",
            "Selasa, 26 Mei 2020",
        ] {
            assert!(board.contains(text), "{text} is not on the board: {board}");
        }
        let place = |text: &str| board.find(text).unwrap_or_else(|| panic!("{text}: {board}"));
        assert!(place("98,39 % masuk kerja") < place("Dua belas orang"));
        assert!(!board.contains("Ubin yang berdiri"), "a tile of another role is shown");
        let office = world.browser(&[Role::HealthOffice]).await;
        let board = office.page("/papan").await;
        assert!(board.contains("Dua belas orang") && !board.contains("98,39 %"), "{board}");
    })
    .await;
}

#[tokio::test]
async fn pictures_have_ids_of_their_own_a_form_for_phones_and_their_table() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let board = world.browser(&[Role::RegionalLeader]).await.page("/papan").await;
        for id in ["g0-0-title", "g0-0-p-title", "g0-1-title", "g0-1-p-title"] {
            assert_eq!(board.matches(&format!("id=\"{id}\"")).count(), 1, "{id}: {board}");
        }
        assert!(!board.contains("same-"), "the prefix of the tile is not used");
        assert_eq!(board.matches("<summary>Tabel data<").count(), 2);
        let row = "<th scope=\"row\"><a href=\"/jelaskan/fake.sum\">Dinas Dua</a></th><td>61,20 %</td>";
        assert!(board.contains(row), "{board}");
        assert!(board.contains("SE 12"));
    })
    .await;
}

#[tokio::test]
async fn long_lists_show_their_first_rows_and_fold_the_others() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let board = world.browser(&[Role::RegionalLeader]).await.page("/papan").await;
        let fold = board.find("<summary>6 lainnya<").unwrap_or_else(|| panic!("{board}"));
        let place = |text: &str| board.find(text).unwrap_or_else(|| panic!("{text}: {board}"));
        assert!(place("Orang 6 ") < fold && fold < place("Orang 7 ") && fold < place("Orang 12 "));
    })
    .await;
}

#[tokio::test]
async fn texts_of_tiles_never_become_markup() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let board = world.browser(&[Role::RegionalLeader]).await.page("/papan").await;
        assert!(!board.contains("<b>Satu") && !board.contains("1 <script>"), "{board}");
        assert!(board.contains("&lt;b&gt;Satu") || board.contains("&#60;b&#62;Satu"), "{board}");
        assert!(!board.contains(" style="), "the policy of the page forbids inline style");
    })
    .await;
}

#[tokio::test]
async fn a_tile_that_fails_shows_its_problem_and_the_others_stand() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let agency = world.browser(&[Role::PersonnelAgency]).await;
        for path in ["/papan", "/papan/isi?tanggal=2020-05-26", "/papan?layar=1"] {
            let board = agency.page(path).await;
            for text in [
                "Akun Anda tidak punya izin",
                "Ada kesalahan pada sistem",
                "Ubin dengan gambar rusak",
                "Ubin yang berdiri",
            ] {
                assert!(board.contains(text), "{path} lacks {text}: {board}");
            }
            assert_eq!(board.matches("Bagian ini belum dapat ditampilkan").count(), 2);
            assert!(!board.contains("javascript:") && !board.contains("a fault of the tile"));
            assert_eq!(
                board.matches("<section class=\"card tile").count(),
                4,
                "the silent tile is not there"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn tiles_are_loaded_side_by_side() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let board = world.browser(&[Role::Inspectorate]).await.page("/papan").await;
        assert!(board.contains("Kiri") && board.contains("Kanan"), "{board}");
    })
    .await;
}

#[tokio::test]
async fn the_day_and_what_was_known_reach_the_tiles_and_all_addresses() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let leader = world.browser(&[Role::RegionalLeader]).await;
        let board = leader.page("/papan?tanggal=2020-05-25&diketahui=2020-05-25T10%3A30").await;
        for text in [
            "98,39 % masuk kerja 2020-05-25",
            "diketahui 2020-05-25T03:30:00+00:00",
            "Hanya yang sudah diketahui pada 25 Mei 2020 10.30 WIB",
            "value=\"2020-05-25T10:30\"",
            "/papan/bagikan.pdf?diketahui=2020-05-25T10%3A30%3A00&#38;tanggal=2020-05-25",
            "Tidak ada data untuk hari itu.",
        ] {
            assert!(board.contains(text), "{text}: {board}");
        }
        assert!(!board.contains("data-live="), "what was known then does not change");
        let whole_day = leader.page("/papan?diketahui=2020-05-25").await;
        assert!(whole_day.contains("diketahui 2020-05-25T16:59:59+00:00"), "{whole_day}");
        let whole_day = leader.page("/papan?diketahui=2020-05-26").await;
        assert!(whole_day.contains("2020-05-26T16:59:59"), "today may be named: {whole_day}");
        let early = leader.page("/papan?tanggal=2019-12-31").await;
        assert!(early.contains("Catatan di sini dimulai 1 Januari 2020"), "{early}");
    })
    .await;
}

#[tokio::test]
async fn what_the_filter_bar_cannot_mean_is_told_on_its_field() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let leader = world.browser(&[Role::RegionalLeader]).await;
        for (query, text) in [
            ("tanggal=2020-05-27", "belum tiba"),
            ("tanggal=kemarin", "tidak dapat dibaca"),
            ("tanggal=-262143-01-01", "tidak dapat dibaca"),
            ("tanggal=1899-12-31", "tidak dapat dibaca"),
            ("diketahui=2020-05-26T09:01", "belum tiba"),
            ("diketahui=2020-05-27", "belum tiba"),
            ("diketahui=nanti", "tidak dapat dibaca"),
            ("peran=raja", "tidak dikenal"),
        ] {
            let page = leader.get(&format!("/papan?{query}")).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
            assert!(
                page.text.contains(text) && page.text.contains("<h2>Ada yang perlu diperbaiki"),
                "{query}"
            );
            assert!(!page.text.contains("98,39 %"), "{query}");
            let part = leader.get(&format!("/papan/isi?{query}")).await;
            assert_eq!(part.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        }
        let script = leader.get("/papan?tanggal=%3Cscript%3E").await;
        assert!(!script.text.contains("<script>"), "{}", script.text);
    })
    .await;
}

#[tokio::test]
async fn a_wall_has_tiles_only_and_larger_pictures() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let leader = world.browser(&[Role::RegionalLeader]).await;
        let wall = leader.page("/papan?layar=1").await;
        assert!(wall.contains("class=\"wall\"") && wall.contains("viewBox=\"0 0 1300 "), "{wall}");
        assert!(!wall.contains("<nav") && !wall.contains("<form") && !wall.contains("<details"), "{wall}");
        assert!(wall.contains("data-live-url=\"/papan/isi?tanggal=2020-05-26&#38;layar=1\""), "{wall}");
        assert!(wall.contains("Masih ada 7 lagi."), "twelve items, eight on the wall, three behind: {wall}");
        let part = leader.page("/papan/isi?tanggal=2020-05-26&layar=1").await;
        assert!(part.contains("viewBox=\"0 0 1300 ") && !part.contains("<html"), "{part}");
        assert!(leader.page("/papan").await.contains("href=\"/papan?tanggal=2020-05-26&#38;layar=1\""));
    })
    .await;
}

#[tokio::test]
async fn somebody_with_two_roles_sees_both_boards_or_one_of_them() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let both = world.browser(&[Role::HealthOffice, Role::PersonnelAgency]).await;
        let board = both.page("/papan").await;
        assert!(board.contains("Dua belas orang") && board.contains("Ubin yang berdiri"));
        let one = both.page("/papan?peran=health_office").await;
        assert!(one.contains("Dua belas orang") && !one.contains("Ubin yang berdiri"), "{one}");
        let foreign = both.page("/papan?peran=regional_leader").await;
        assert!(!foreign.contains("98,39 %"), "a role that the actor does not have opens nothing");
    })
    .await;
}

#[tokio::test]
async fn who_has_no_board_gets_none() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let employee = world.browser(&[Role::Employee]).await;
        let visitor = world.visitor();
        for path in ["/papan", "/papan?layar=1", "/papan/isi"] {
            assert_eq!(employee.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
            assert_eq!(visitor.get(path).await.status, StatusCode::SEE_OTHER, "{path}");
        }
        let village = world.browser(&[Role::VillageOffice]).await.page("/papan").await;
        assert!(village.contains("Belum ada yang ditampilkan"), "{village}");
    })
    .await;
}

#[tokio::test]
async fn the_board_leaves_as_one_sheet_with_its_stamp() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let leader = world.browser(&[Role::RegionalLeader]).await;
        let query = "tanggal=2020-05-26&diketahui=2020-05-26T08%3A00";
        let pdf = leader.get(&format!("/papan/bagikan.pdf?{query}")).await;
        assert_eq!(pdf.status, StatusCode::OK, "{}", pdf.text);
        assert!(pdf.bytes.starts_with(b"%PDF-") && pdf.bytes.len() < 150_000, "{}", pdf.bytes.len());
        assert_eq!(pdf.header(header::CONTENT_TYPE), "application/pdf");
        assert!(pdf.header(header::CONTENT_DISPOSITION).contains("papan-2020-05-26.pdf"));
        let read = lopdf::Document::load_mem(&pdf.bytes).unwrap();
        assert_eq!(read.get_pages().len(), 1);
        let text = read.extract_text(&[1]).unwrap();
        for part in [
            "98,39 %",
            "08.00 WIB",
            "08.55 WIB",
            "Dibuat regional_leader",
            "Kabupaten Contoh".to_uppercase().as_str(),
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        let png = leader.get(&format!("/papan/bagikan.png?{query}")).await;
        assert!(png.bytes.starts_with(b"\x89PNG"), "{}", png.text);
        let failing = world.browser(&[Role::PersonnelAgency]).await.get("/papan/bagikan.pdf").await;
        assert_eq!(failing.status, StatusCode::OK, "a tile that fails says so on the sheet");
        for (path, status) in [
            ("/papan/bagikan.pdf?tanggal=2020-05-27", StatusCode::UNPROCESSABLE_ENTITY),
            ("/papan/bagikan.png?diketahui=x", StatusCode::UNPROCESSABLE_ENTITY),
        ] {
            assert_eq!(leader.get(path).await.status, status, "{path}");
        }
        let employee = world.browser(&[Role::Employee]).await;
        assert_eq!(employee.get("/papan/bagikan.pdf").await.status, StatusCode::FORBIDDEN);
    })
    .await;
}
