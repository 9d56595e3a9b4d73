@echo off
rem Runs matrix on Windows, from a checkout (builds it on the first run) or from the unzipped release.
rem   JAVA_HOME         the Java to use (17 or newer); otherwise the java on the PATH
rem   MATRIX_JAVA_OPTS  more options for the Java virtual machine, after those below, so that they win
rem Unlike the shell launcher it does not see that sources changed: delete target\lib to have it build again.
setlocal

rem The shell launcher says why these.
set "JVM_FLAGS=-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xms32m -Xmx208m -Xlog:disable -XX:+DisplayVMOutputToStderr -Dfile.encoding=UTF-8"
rem What the program does while its classes are recorded for the class-data archive.
set "TRAIN=--help"

set "HOME_DIR=%~dp0"
if "%HOME_DIR:~-1%"=="\" set "HOME_DIR=%HOME_DIR:~0,-1%"

set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
if defined JAVA_HOME if not exist "%JAVA%" (
    echo matrix: JAVA_HOME is %JAVA_HOME%, which has no bin\java.exe: correct it or unset it.>&2
    exit /b 2
)
if not defined JAVA_HOME (
    where java >nul 2>nul || (
        echo matrix: Java 17 or newer is needed, but no java is on the PATH: install one or set JAVA_HOME.>&2
        exit /b 2
    )
)

set "JAR=%HOME_DIR%\lib\matrix.jar"
set "STORE=%LOCALAPPDATA%\matrix"
if exist "%JAR%" goto built
if not exist "%HOME_DIR%\pom.xml" (
    echo matrix: neither lib\matrix.jar nor pom.xml is in %HOME_DIR%: unzip the release again, or clone the repository again.>&2
    exit /b 2
)
set "JAR=%HOME_DIR%\target\lib\matrix.jar"
set "STORE=%HOME_DIR%\target\cds"
if exist "%JAR%" goto built
where mvn >nul 2>nul || (
    echo matrix: Maven is needed to build this checkout: install it, or use the release zip.>&2
    exit /b 2
)
if not exist "%HOME_DIR%\target" mkdir "%HOME_DIR%\target"
echo matrix: building (first run) ...>&2
call mvn -q -B -f "%HOME_DIR%\pom.xml" -Pquick package <nul >"%HOME_DIR%\target\build.log" 2>&1
if errorlevel 1 (
    type "%HOME_DIR%\target\build.log" >&2
    echo matrix: the build failed; its output is above and in %HOME_DIR%\target\build.log.>&2
    exit /b 2
)

:built
rem The archive is named by the jar's time and size; the virtual machine checks the rest and ignores what does not fit.
for %%F in ("%JAR%") do set "KEY=%%~tF-%%~zF"
set "KEY=%KEY:/=-%"
set "KEY=%KEY:\=-%"
set "KEY=%KEY::=-%"
set "KEY=%KEY:.=-%"
set "KEY=%KEY: =-%"
set "ARCHIVE=%STORE%\%KEY%.jsa"
if exist "%STORE%\%KEY%.made" goto tried
if not exist "%STORE%" mkdir "%STORE%" 2>nul
del /q "%STORE%\*.jsa" "%STORE%\*.made" >nul 2>nul
set "PART=%STORE%\part.%RANDOM%"
"%JAVA%" %JVM_FLAGS% "-XX:ArchiveClassesAtExit=%PART%" "-Dmatrix.home=%HOME_DIR%" -jar "%JAR%" %TRAIN% <nul >nul 2>nul
if not errorlevel 1 if exist "%PART%" move /y "%PART%" "%ARCHIVE%" >nul 2>nul
del /q "%PART%" >nul 2>nul
echo %JAR%>"%STORE%\%KEY%.made" 2>nul

:tried
if exist "%ARCHIVE%" (
    "%JAVA%" %JVM_FLAGS% "-XX:SharedArchiveFile=%ARCHIVE%" %MATRIX_JAVA_OPTS% "-Dmatrix.home=%HOME_DIR%" -jar "%JAR%" %*
) else (
    "%JAVA%" %JVM_FLAGS% %MATRIX_JAVA_OPTS% "-Dmatrix.home=%HOME_DIR%" -jar "%JAR%" %*
)
exit /b %ERRORLEVEL%
