Pod::Spec.new do |s|
  s.name           = 'BackupNative'
  s.version        = '0.1.0'
  s.summary        = 'Background runs, transfers and originals for Keepsake'
  s.license        = 'MIT'
  s.author         = 'Keepsake'
  s.homepage       = 'https://keepsake.app'
  s.platforms      = { :ios => '16.4' }
  s.swift_version  = '5.9'
  s.source         = { git: '' }
  s.static_framework = true
  s.frameworks     = 'BackgroundTasks', 'Network', 'Photos'

  s.dependency 'ExpoModulesCore'

  s.pod_target_xcconfig = {
    'DEFINES_MODULE' => 'YES'
  }

  s.resource_bundles = { 'BackupNative_privacy' => ['PrivacyInfo.xcprivacy'] }
  s.source_files = '**/*.swift'
end
