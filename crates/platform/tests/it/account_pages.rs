//! The administration of accounts: employees behind them, grants, passwords, many at once.

use crate::people::NIP;
use crate::stage::{PASSWORD, account, day, sign_in};
use crate::web_stage::{Answer, WebStage, web_stage};
use http::StatusCode;
use siaga_access::{Grant, Role};
use siaga_platform::accounts::{self, Account};
use siaga_platform::db;
use siaga_testkit::each_db;
use uuid::Uuid;

const NEW: &str = "/pengelolaan/akun/baru";
const MANY: &str = "/pengelolaan/akun/sekaligus";

async fn by_login(stage: &WebStage, login: &str) -> Account {
    let all = accounts::list(&stage.ctx).await.unwrap();
    all.into_iter().find(|account| account.login == login).expect("the account exists")
}

fn page_of(id: Uuid, rest: &str) -> String {
    format!("/pengelolaan/akun/{id}{rest}")
}

fn secret_of(answer: &Answer) -> &str {
    let (_, rest) = answer.body.split_once("class=\"secret mono\">").expect("the password is shown");
    rest.split_once('<').unwrap().0
}

/// Details of the audit entries about an object, oldest first.
async fn entries(stage: &WebStage, id: Uuid) -> Vec<String> {
    #[derive(db::FromQueryResult)]
    struct Row {
        detail: String,
    }
    let sql = "select detail from platform_audit where object = $1 order by seq";
    let object = format!("account/{id}");
    let rows: Vec<Row> = db::all(stage.ctx.db().reader(), sql, [object.into()]).await.unwrap();
    rows.into_iter().map(|row| row.detail).collect()
}

#[tokio::test]
async fn an_account_of_an_employee_gets_name_login_and_role_from_the_number() {
    each_db(|db| async move {
        let stage = web_stage(db).await;
        let form = stage.get(NEW, Some(&stage.admin)).await;
        assert!(form.body.contains("name=\"employee_role\" value=\"on\" checked"), "{}", form.body);
        let unknown = stage.post(NEW, &stage.admin, "number=123&employee_role=on").await;
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(unknown.body.contains("id=\"e-number\""), "{}", unknown.body);
        assert!(unknown.body.contains("value=\"123\""), "what was typed is kept");

        let made = stage.post(NEW, &stage.admin, &format!("number={NIP}&employee_role=on")).await;
        assert_eq!(made.status, StatusCode::OK, "{}", made.body);
        assert!(made.body.contains("dr. Citra Dewi"), "{}", made.body);
        assert!(sign_in(stage.app(), NIP, secret_of(&made)).await.is_ok());
        let new = by_login(&stage, NIP).await;
        assert_eq!((new.name.as_str(), new.employee_id), ("dr. Citra Dewi", Some(7)));
        let grants = accounts::grants_of(&stage.ctx, new.id).await.unwrap();
        assert_eq!(grants.len(), 1);
        assert_eq!((grants[0].role.as_str(), grants[0].agency_path.as_deref()), ("employee", Some("3/17")));
        assert_eq!((grants[0].from_on, grants[0].until_on), (day(2020, 5, 26), None));

        let shown = stage.get(&page_of(new.id, ""), Some(&stage.admin)).await.body;
        for text in ["dr. Citra Dewi", NIP, "PKM-1 – Puskesmas Satu", "26 Mei 2020", "Pegawai"] {
            assert!(shown.contains(text), "{text} in {shown}");
        }
        let second = stage.post(NEW, &stage.admin, &format!("number={NIP}&login=lain")).await;
        assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(second.body.contains("dr. Citra Dewi sudah punya akun"), "{}", second.body);
    })
    .await;
}

#[tokio::test]
async fn without_the_tick_a_linked_account_has_no_role() {
    each_db(|db| async move {
        let stage = web_stage(db).await;
        let made = stage.post(NEW, &stage.admin, "number=HONOR-1&login=dodi&name=Dodi").await;
        assert_eq!(made.status, StatusCode::OK, "{}", made.body);
        let new = by_login(&stage, "dodi").await;
        assert_eq!((new.name.as_str(), new.employee_id), ("Dodi", Some(8)));
        assert!(accounts::grants_of(&stage.ctx, new.id).await.unwrap().is_empty());
        let nameless = stage.post(NEW, &stage.admin, "login=tamu").await;
        assert!(nameless.body.contains("id=\"e-name\""), "{}", nameless.body);
        let empty = stage.post(NEW, &stage.admin, "name=Tamu").await;
        assert!(empty.body.contains("id=\"e-login\""), "{}", empty.body);
    })
    .await;
}

#[tokio::test]
async fn the_scope_of_a_role_is_chosen_by_name() {
    each_db(|db| async move {
        let stage = web_stage(db).await;
        let ani = by_login(&stage, "ani").await.id;
        let page = stage.get(&page_of(ani, ""), Some(&stage.admin)).await.body;
        assert!(page.contains("<option value=\"3\">DINKES – Dinas Kesehatan</option>"), "{page}");
        assert!(page.contains("<option value=\"3/17\">\u{2003}PKM-1 – Puskesmas Satu</option>"), "{page}");
        let give = async |fields: &str| stage.post(&page_of(ani, "/peran"), &stage.admin, fields).await;
        let nowhere = give("role=unit_officer&from_on=2020-05-26").await;
        assert_eq!(nowhere.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nowhere.body.contains("id=\"e-agency_path\""), "{}", nowhere.body);
        let unknown = give("role=unit_officer&agency_path=4&from_on=2020-05-26").await;
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
        let given = give("role=unit_officer&agency_path=3/17&from_on=2020-06-01&until_on=2020-06-30").await;
        assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
        let shown = stage.get(&page_of(ani, ""), Some(&stage.admin)).await.body;
        for text in ["<td>PKM-1 – Puskesmas Satu</td>", "1 Juni 2020", "30 Juni 2020", "Belum mulai"] {
            assert!(
                shown.contains(text) || shown.contains(&text.replace("Juni", "Jun")),
                "{text} in {shown}"
            );
        }
        let newest = accounts::grants_of(&stage.ctx, ani).await.unwrap().remove(0);
        let revoked =
            stage.post(&page_of(ani, &format!("/peran/{}/cabut", newest.id)), &stage.admin, "").await;
        assert_eq!(revoked.status, StatusCode::SEE_OTHER);
        let shown = stage.get(&page_of(ani, ""), Some(&stage.admin)).await.body;
        assert!(shown.contains("Dicabut 26 Mei 2020 09.00 WIB"), "{shown}");
    })
    .await;
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_once_and_ends_all_sessions() {
    each_db(|db| async move {
        let stage = web_stage(db).await;
        let ani = by_login(&stage, "ani").await.id;
        for _ in 0..5 {
            assert!(sign_in(stage.app(), "ani", "salah-salah-salah").await.is_err());
        }
        let held = sign_in(stage.app(), "ani", PASSWORD).await.unwrap_err();
        assert_eq!(held.code, "platform.sign_in_throttled");
        let reset = stage.post(&page_of(ani, "/kata-sandi"), &stage.admin, "").await;
        assert_eq!(reset.status, StatusCode::OK, "{}", reset.body);
        assert_eq!(stage.get("/akun", Some(&stage.employee)).await.status, StatusCode::SEE_OTHER);
        let old = sign_in(stage.app(), "ani", PASSWORD).await.unwrap_err();
        assert_eq!(old.code, "platform.sign_in_wrong", "the tries of before are forgotten");
        let session = sign_in(stage.app(), "ani", secret_of(&reset)).await.unwrap();
        let kept_out = stage.get("/probe/signed-in", Some(&session)).await;
        assert_eq!(kept_out.header("location"), "/akun", "a new password must be set first");
        let told = entries(&stage, ani).await;
        assert!(told.iter().any(|detail| detail == r#"{"password_reset":true}"#), "{told:?}");
        assert!(!told.concat().contains(secret_of(&reset)));
        let nobody = stage.post(&page_of(Uuid::nil(), "/kata-sandi"), &stage.admin, "").await;
        assert_eq!(nobody.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_disabled_account_is_enabled_again() {
    each_db(|db| async move {
        let stage = web_stage(db).await;
        let ani = by_login(&stage, "ani").await.id;
        let early = stage.post(&page_of(ani, "/aktif"), &stage.admin, "").await;
        assert_eq!(early.status, StatusCode::NOT_FOUND, "it is not disabled");
        stage.post(&page_of(ani, "/nonaktif"), &stage.admin, "").await;
        assert!(sign_in(stage.app(), "ani", PASSWORD).await.is_err());
        let shown = stage.get(&page_of(ani, ""), Some(&stage.admin)).await.body;
        assert!(shown.contains("/aktif\"") && !shown.contains("/kata-sandi\""), "{shown}");
        let enabled = stage.post(&page_of(ani, "/aktif"), &stage.admin, "").await;
        assert_eq!(enabled.status, StatusCode::SEE_OTHER);
        assert!(sign_in(stage.app(), "ani", PASSWORD).await.is_ok());
        let told = entries(&stage, ani).await;
        assert!(told.iter().any(|detail| detail == r#"{"enabled":true}"#), "{told:?}");
    })
    .await;
}

#[tokio::test]
async fn nobody_changes_the_own_account() {
    each_db(|db| async move {
        let stage = web_stage(db).await;
        let admin = by_login(&stage, "admin").await.id;
        let grant = accounts::grants_of(&stage.ctx, admin).await.unwrap().remove(0).id;
        let before = entries(&stage, admin).await;
        let role = "role=inspectorate&agency_path=&from_on=2020-05-26";
        let revoke = format!("/peran/{grant}/cabut");
        for (rest, fields) in [("/nonaktif", ""), ("/kata-sandi", ""), ("/peran", role), (&revoke, "")] {
            let refused = stage.post(&page_of(admin, rest), &stage.admin, fields).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{rest}");
            assert!(refused.body.contains("Akun sendiri tidak dapat diubah"), "{}", refused.body);
        }
        assert_eq!(entries(&stage, admin).await, before, "nothing was done");
        let shown = stage.get(&page_of(admin, ""), Some(&stage.admin)).await.body;
        assert!(shown.contains("Ini akun Anda sendiri") && !shown.contains("name=\"role\""), "{shown}");
    })
    .await;
}

#[tokio::test]
async fn a_second_account_of_the_same_employee_is_no_way_to_a_role() {
    each_db(|db| async move {
        let stage = web_stage(db).await;
        let first = linked(&stage, "citra.pengelola", 7).await;
        let grant =
            Grant { role: Role::Administrator, agency: None, from_on: day(2020, 1, 1), until_on: None };
        let tx = stage.ctx.db().begin().await.unwrap();
        accounts::grant(&stage.ctx, &tx, first, &grant).await.unwrap();
        tx.commit().await.unwrap();
        let second = linked(&stage, "citra", 7).await;
        let session = sign_in(stage.app(), "citra.pengelola", PASSWORD).await.unwrap();
        let fields = "role=inspectorate&agency_path=&from_on=2020-05-26";
        let refused = stage.post(&page_of(second, "/peran"), &session, fields).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.body);
        assert_eq!(accounts::grants_of(&stage.ctx, second).await.unwrap().len(), 1);
        let other = account(&stage.ctx, "budi", Role::Employee).await;
        let taken = stage.post(&page_of(other, "/peran"), &session, fields).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
    })
    .await;
}

/// Makes an account of the role Employee and links it to an employee behind the back of the pages.
async fn linked(stage: &WebStage, login: &str, employee: i64) -> Uuid {
    let id = account(&stage.ctx, login, Role::Employee).await;
    let tx = stage.ctx.db().begin().await.unwrap();
    let sql = "update platform_account set employee_id = $1 where id = $2";
    db::exec(&*tx, sql, [employee.into(), id.into()]).await.unwrap();
    tx.commit().await.unwrap();
    id
}

#[tokio::test]
async fn only_administrators_manage_accounts() {
    each_db(|db| async move {
        let stage = web_stage(db).await;
        let ani = by_login(&stage, "ani").await.id;
        let grant = accounts::grants_of(&stage.ctx, ani).await.unwrap().remove(0).id;
        let before = entries(&stage, ani).await;
        let posts = [
            NEW.to_owned(),
            MANY.to_owned(),
            page_of(ani, "/nonaktif"),
            page_of(ani, "/aktif"),
            page_of(ani, "/kata-sandi"),
            page_of(ani, "/peran"),
            page_of(ani, &format!("/peran/{grant}/cabut")),
        ];
        for session in [&stage.employee, &stage.inspector] {
            for path in &posts {
                let refused = stage.post(path, session, "agency_path=3/17&login=x&name=x").await;
                assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
            }
        }
        assert_eq!(entries(&stage, ani).await, before, "nothing was done");
        let seen = stage.get(&page_of(ani, ""), Some(&stage.inspector)).await;
        assert_eq!(seen.status, StatusCode::OK, "the inspectorate sees who holds which role");
        assert!(!seen.body.contains("/kata-sandi\"") && !seen.body.contains("/cabut\""), "{}", seen.body);
        let hidden = stage.get(&page_of(ani, ""), Some(&stage.employee)).await;
        assert_eq!(hidden.status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn everybody_of_an_agency_without_an_account_gets_one() {
    each_db(|db| async move {
        let stage = web_stage(db).await;
        let unchosen = stage.post(MANY, &stage.admin, "agency_path=&form=page").await;
        assert_eq!(unchosen.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(unchosen.body.contains("id=\"e-agency_path\""), "{}", unchosen.body);
        linked(&stage, "dodi", 8).await;
        let made = stage.post(MANY, &stage.admin, "agency_path=3/17&form=page").await;
        assert_eq!(made.status, StatusCode::OK, "{}", made.body);
        assert!(made.body.contains("dr. Citra Dewi") && !made.body.contains("Dodi Efendi"), "{}", made.body);
        assert!(made.body.contains("<li>Eka Fitri</li>"), "who has no number is named: {}", made.body);
        let cells: Vec<&str> = made.body.split("<td class=\"mono nowrap\">").skip(1).collect();
        let password = cells[1].split_once('<').unwrap().0;
        assert!(sign_in(stage.app(), NIP, password).await.is_ok());
        let new = by_login(&stage, NIP).await;
        assert!(new.must_change_password);
        let told = entries(&stage, new.id).await;
        let told: Vec<serde_json::Value> =
            told.iter().map(|text| serde_json::from_str(text).unwrap()).collect();
        assert_eq!(told[0], serde_json::json!({ "created": true, "employee": 7 }));
        assert_eq!(told[1], serde_json::json!({ "granted": "employee", "agency_path": "3/17" }));
        let again = stage.post(MANY, &stage.admin, "agency_path=3/17&form=xlsx").await;
        assert!(again.body.contains("Tidak ada akun baru"), "{}", again.body);
        let file = stage.post(MANY, &stage.admin, "agency_path=3&form=xlsx").await;
        assert_eq!(file.header("content-disposition"), "attachment; filename=\"akun-baru.xlsx\"");
        assert_eq!(file.header("cache-control"), "no-store");
        assert!(file.body.starts_with("PK"), "a workbook is a zip");
        assert_eq!(by_login(&stage, "197001011995011001").await.employee_id, Some(10));
    })
    .await;
}
