//! The page behind the QR code, the officer's list, and minutes over the router.

use super::browser::{Browser, hidden};
use super::world::{World, capabilities};
use axum::body::Body;
use http::{Request, header};
use http_body_util::BodyExt;
use siaga_access::Role;
use siaga_platform::web::{WebConfig, router};
use siaga_testkit::each_db;
use tower::ServiceExt;

/// Somebody without an account: sends what the page says, with its cookie.
struct Guest {
    router: axum::Router,
    cookie: String,
    csrf: String,
}

impl Guest {
    async fn at(world: &World, path: &str) -> (Self, String) {
        let config = WebConfig { secure: false, ..WebConfig::default() };
        let router = router(world.program.app.clone(), &capabilities(), config);
        let answer = router.clone().oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(answer.status().as_u16(), 200);
        let cookie = answer.headers()[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap();
        let cookie = cookie.to_owned();
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        let body = String::from_utf8(body.to_vec()).unwrap();
        let csrf = hidden(&body, "_csrf");
        (Self { router, cookie, csrf }, body)
    }

    async fn post(&self, path: &str, fields: &str) -> (u16, String) {
        let request = Request::post(path)
            .header(header::COOKIE, &self.cookie)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(format!("_csrf={}&{fields}", self.csrf)))
            .unwrap();
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let status = answer.status().as_u16();
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        (status, String::from_utf8_lossy(&body).into_owned())
    }
}

#[tokio::test]
async fn guests_write_themselves_in_without_an_account() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let officer = world.officer(0).await;
        let uid = world.allowed(&officer, 1).await;
        let path = format!("/kegiatan/hadir/{}", world.code().await);
        world.set_clock("2021-06-30T07:00:00");
        let (_, early) = Guest::at(&world, &path).await;
        assert!(early.contains("Dibuka 30 Jun") && !early.contains("name=\"institution\""), "{early}");
        world.set_clock("2021-06-30T08:30:00");
        let (guest, page) = Guest::at(&world, &path.to_lowercase()).await;
        assert!(page.contains("Terbuka, tersisa 1 tempat") && !page.contains("«"));
        let (status, body) = guest.post(&path, "name=A&institution=").await;
        assert!(status == 422 && body.contains("paling sedikit 2 huruf"), "{body}");
        assert_eq!(guest.post(&path, "name=Siti+Aminah&institution=Desa+Cikopo").await.0, 303);
        let (status, body) = guest.post(&path, "name=Ujang+Dadang&institution=Desa+Cikopo").await;
        assert!(status == 409 && body.contains("Daftar sudah penuh") && !body.contains("Siti Aminah"));
        assert_eq!(guest.post(&path, "aksi=saya").await.0, 403);
        let own = Browser::of(&world, &officer).await;
        let list = own.get(&format!("/kegiatan/{uid}/daftar-hadir")).await.page(200);
        assert!(list.contains("Siti Aminah") && list.contains("1 / 1"));
        let print = own.get(&format!("/kegiatan/{uid}/daftar-hadir/cetak")).await.page(200);
        assert!(print.contains("kode.svg") && print.contains("/kegiatan/hadir/"));
        let picture = own.get(&format!("/kegiatan/{uid}/daftar-hadir/kode.svg")).await;
        assert!(picture.status.as_u16() == 200 && picture.body.contains("<svg"));
    })
    .await;
}

#[tokio::test]
async fn an_employee_taps_and_the_officer_keeps_list_and_minutes() {
    each_db(|db| async move {
        let world = World::new(db).await;
        let officer = world.officer(0).await;
        let uid = world.allowed(&officer, 30).await;
        let path = format!("/kegiatan/hadir/{}", world.code().await);
        let employee = world.account(Role::Employee, Some(1), Some(5)).await;
        world.set_clock("2021-06-30T09:30:00");
        let employee = Browser::of(&world, &employee).await;
        assert!(employee.get(&path).await.page(200).contains("value=\"saya\""));
        assert_eq!(employee.post(&path, "aksi=saya").await.status.as_u16(), 303);
        assert!(employee.get(&path).await.page(200).contains("Anda sudah tercatat hadir"));
        assert!(employee.post(&path, "aksi=saya").await.page(409).contains("tidak perlu mengisi lagi"));
        let own = Browser::of(&world, &officer).await;
        let seats = format!("/kegiatan/{uid}/daftar-hadir");
        assert_eq!(
            own.post(&seats, "name=Ujang&institution=Desa+A&reason=Ponsel+mati").await.status.as_u16(),
            303
        );
        let missing = own.post(&seats, "name=Ujang+B&institution=Desa+A&reason=").await.page(422);
        assert!(missing.contains("Ujang B"));
        let line = line_of(&own, &seats).await;
        let strike = format!("line={line}&strike_reason=");
        assert_eq!(own.post(&format!("{seats}/coret"), &strike).await.status.as_u16(), 422);
        assert_eq!(
            own.post(&format!("{seats}/coret"), &format!("{strike}Salah+orang")).await.status.as_u16(),
            303
        );
        let minutes = format!("/kegiatan/{uid}/notulen");
        let page = own.get(&minutes).await.page(200);
        let text = "text=Rapat+dibuka+pukul+sembilan.&decisions=Lapor+mingguan+%7C+Camat";
        let sent = format!("version={}&{text}", hidden(&page, "version"));
        assert_eq!(own.post(&minutes, &sent).await.status.as_u16(), 303);
        assert_eq!(own.post(&minutes, &sent).await.status.as_u16(), 409);
        let prepared = own.post(&format!("{minutes}/surat"), "").await;
        assert!(prepared.location.starts_with("/surat/"), "{prepared:?}");
        let page = own.get(&minutes).await.page(200);
        assert!(page.contains("Konsep naskah dinas") && page.contains("hadir 1 orang"), "{page}");
    })
    .await;
}

/// Returns the key of the last line that can be struck.
async fn line_of(own: &Browser, path: &str) -> String {
    let page = own.get(path).await.page(200);
    let at = page.rfind("<option value=\"").unwrap() + "<option value=\"".len();
    page[at..].split('"').next().unwrap().to_owned()
}
