#!/bin/sh
# Signs, notarises and packs the bundle that `dev.py build bundle` has made on macOS:
#   packaging/elsewhere/sign_macos.sh dist/annotator-VERSION-macos-arm64
# IDENTITY is a "Developer ID Application: …" of the keychain; PROFILE is what
# `xcrun notarytool store-credentials PROFILE` has kept. Written where there is no macOS: not run yet.
set -eu
: "${IDENTITY:?names the certificate to sign with}" "${PROFILE:?names the kept credentials}"
app=$1
image=${app%/}.dmg
entitlements=$(mktemp)
trap 'rm -f "$entitlements"' EXIT
# Python maps what ctypes calls, and loads libraries that others have signed.
cat > "$entitlements" <<'PLIST'
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
  <key>com.apple.security.cs.allow-unsigned-executable-memory</key><true/>
  <key>com.apple.security.cs.disable-library-validation</key><true/>
</dict></plist>
PLIST
# From the inside out: a bundle is sealed over what is in it.
find "$app" -type f \( -name '*.so' -o -name '*.dylib' \) -print0 \
  | xargs -0 codesign --force --timestamp --options runtime --sign "$IDENTITY"
codesign --force --timestamp --options runtime --entitlements "$entitlements" \
  --sign "$IDENTITY" "$app"
codesign --verify --strict --deep "$app"
hdiutil create -quiet -ov -format UDZO -volname annotator -srcfolder "$app" "$image"
codesign --force --timestamp --sign "$IDENTITY" "$image"
xcrun notarytool submit "$image" --keychain-profile "$PROFILE" --wait
xcrun stapler staple "$image"
spctl --assess --type open --context context:primary-signature "$image"
