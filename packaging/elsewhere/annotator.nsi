; The installer for Windows, made by `dev.py build installer` with makensis (NSIS 3, which also
; runs on Linux). It asks for no administrator: the program is installed for the person who runs it.
; Told from outside: VERSION, BUNDLE (the folder made on Windows), LIST (what it holds, as lines that
; take it away again), TARGET (the file to write), ICON, SIZE (kilobytes).

Unicode true
SetCompressor /SOLID lzma
ManifestDPIAware true
RequestExecutionLevel user

!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "${LIST}"

!define ENTRY "Software\Microsoft\Windows\CurrentVersion\Uninstall\annotator"
!define KIND "annotator.project"

Name "annotator"
OutFile "${TARGET}"
InstallDir "$LOCALAPPDATA\Programs\annotator"
InstallDirRegKey HKCU "${ENTRY}" "InstallLocation"
BrandingText "annotator ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "annotator"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "Installs annotator"
VIAddVersionKey "LegalCopyright" "MIT; see LICENSE"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\annotator-window.exe"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"
!insertmacro MUI_LANGUAGE "Arabic"

Section
  ; What an older version had and this one has not goes first: its own uninstaller knows it.
  ReadRegStr $0 HKCU "${ENTRY}" "InstallLocation"
  StrCmp $0 "" fresh
    ExecWait '"$0\uninstall.exe" /S _?=$0'
  fresh:
  SetOutPath "$INSTDIR"
  File /r "${BUNDLE}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\annotator.lnk" "$INSTDIR\annotator-window.exe"

  ; A project file opens by a double click. Under Classes of the person, not of the machine.
  WriteRegStr HKCU "Software\Classes\.annotator" "" "${KIND}"
  WriteRegStr HKCU "Software\Classes\${KIND}" "" "annotator project"
  WriteRegStr HKCU "Software\Classes\${KIND}\DefaultIcon" "" "$INSTDIR\annotator-window.exe,0"
  WriteRegStr HKCU "Software\Classes\${KIND}\shell\open\command" "" \
    '"$INSTDIR\annotator-window.exe" open "%1"'
  ${RefreshShellIcons}

  WriteRegStr HKCU "${ENTRY}" "DisplayName" "annotator"
  WriteRegStr HKCU "${ENTRY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${ENTRY}" "DisplayIcon" "$INSTDIR\annotator-window.exe"
  WriteRegStr HKCU "${ENTRY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${ENTRY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${ENTRY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${ENTRY}" "EstimatedSize" ${SIZE}
  WriteRegDWORD HKCU "${ENTRY}" "NoModify" 1
  WriteRegDWORD HKCU "${ENTRY}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  ; File by file, as the list has it: whatever else lies in that folder is somebody's.
  !insertmacro TAKE_AWAY
  Delete "$SMPROGRAMS\annotator.lnk"
  DeleteRegKey HKCU "Software\Classes\${KIND}"
  DeleteRegValue HKCU "Software\Classes\.annotator" ""
  DeleteRegKey /ifempty HKCU "Software\Classes\.annotator"
  DeleteRegKey HKCU "${ENTRY}"
  ${RefreshShellIcons}
  Delete "$INSTDIR\uninstall.exe"
  SetOutPath "$TEMP"
  RMDir "$INSTDIR"
SectionEnd
