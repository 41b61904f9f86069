"""Addresses of portal.accounts."""

from django.urls import path

from portal.accounts.views import counter, entry, flow, me, staff

app_name = "accounts"
urlpatterns = [
    path("signup/", entry.signup, name="signup"),
    path("signup/confirm/", entry.signup_confirm, name="signup_confirm"),
    path("login/", entry.login, name="login"),
    path("login/code/", entry.login_code, name="login_code"),
    path("login/confirm/", entry.login_confirm, name="login_confirm"),
    path("recover/", entry.recover, name="recover"),
    path("recover/confirm/", entry.recover_confirm, name="recover_confirm"),
    path("send-again/<slug:name>/", flow.send_again, name="send_again"),
    path("logout/", entry.logout, name="logout"),
    path("keep-alive/", entry.keep_alive, name="keep_alive"),
    path("me/", me.me, name="me"),
    path("me/phone/", me.phone_change, name="phone_change"),
    path("me/phone/confirm/", me.phone_change_confirm, name="phone_change_confirm"),
    path("me/password/", me.password_change, name="password_change"),
    path("me/logout-everywhere/", me.logout_everywhere, name="logout_everywhere"),
    path("me/devices/<int:device_id>/remove/", me.remove_device, name="remove_device"),
    path("staff/phone-change/", counter.begin, name="counter_phone"),
    path("staff/phone-change/code/", counter.confirm, name="counter_phone_code"),
    path("staff/phone-change/vouch/", counter.vouch, name="counter_phone_vouch"),
    path("staff/login/", staff.staff_login, name="staff_login"),
    path("staff/second-factor/", staff.staff_second_factor, name="staff_second_factor"),
    path("staff/second-factor/picture.svg", staff.second_factor_picture, name="staff_picture"),
    path("staff/recover/", staff.staff_recover, name="staff_recover"),
    path("staff/recover/confirm/", staff.staff_recover_confirm, name="staff_recover_confirm"),
]
