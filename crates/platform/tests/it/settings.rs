//! Settings: declared by capabilities, changed by administrators.

use crate::web_stage::web_stage;
use http::StatusCode;
use siaga_platform::settings::{self, SettingDecl};
use siaga_testkit::each_db;

pub(crate) const ROOM: SettingDecl = SettingDecl {
    name: "probe.room",
    label: "settings-title",
    default: "",
    check: |value| if value.starts_with("https://") { Ok(()) } else { Err("settings.unknown") },
};

#[tokio::test]
async fn an_administrator_changes_a_setting_and_a_wrong_value_changes_nothing() {
    each_db(|db| async move {
        let stage = web_stage(db).await;
        assert_eq!(settings::value(&stage.ctx, &ROOM).await.unwrap(), "");
        let path = "/pengelolaan/pengaturan";
        let wrong = stage.post(path, &stage.admin, "probe.room=http%3A%2F%2Fx.test").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("value=\"http://x.test\""), "what was typed is kept: {}", wrong.body);
        assert_eq!(settings::value(&stage.ctx, &ROOM).await.unwrap(), "");
        for value in ["https://a.test", "https://b.test"] {
            let right = stage.post(path, &stage.admin, &format!("probe.room=+{value}+")).await;
            assert_eq!(right.status, StatusCode::SEE_OTHER);
            assert_eq!(settings::value(&stage.ctx, &ROOM).await.unwrap(), value);
        }
        let unknown = stage.post(path, &stage.admin, "probe.other=1").await;
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

#[tokio::test]
async fn nobody_else_sees_or_changes_settings() {
    each_db(|db| async move {
        let stage = web_stage(db).await;
        let path = "/pengelolaan/pengaturan";
        for token in [&stage.employee, &stage.inspector] {
            assert_eq!(stage.get(path, Some(token)).await.status, StatusCode::FORBIDDEN);
            let post = stage.post(path, token, "probe.room=https://evil.test").await;
            assert_eq!(post.status, StatusCode::FORBIDDEN);
        }
        assert_eq!(settings::value(&stage.ctx, &ROOM).await.unwrap(), "");
    })
    .await;
}
